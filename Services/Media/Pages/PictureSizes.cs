using MyArch.DataDefaults;
using MyArch.Media.Markdown;
using Npgsql;

namespace MyArch.Media.Pages;

/// <summary>The sizes of pictures, so that a page keeps their place free.</summary>
internal sealed class PictureSizes(Database database)
{
    /// <summary>The sizes of the pictures that are known, by id. A page can do without: if the database cannot tell, there are none.</summary>
    public async Task<IReadOnlyDictionary<string, PictureSize>> OfAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        Dictionary<string, PictureSize> sizes = new(StringComparer.Ordinal);
        if (ids.Count == 0)
        {
            return sizes;
        }

        try
        {
            return await database.ReadAsync(atLeast: null, async (read, token) =>
            {
                await using var command = new NpgsqlCommand("SELECT id, width, height FROM media WHERE id = ANY($1)", read.Connection) { Parameters = { new() { Value = ids.ToArray() } } };
                await using var row = await command.ExecuteReaderAsync(token);
                while (await row.ReadAsync(token))
                {
                    sizes[row.GetString(0)] = new(row.GetInt32(1), row.GetInt32(2));
                }

                return sizes;
            }, cancellationToken);
        }
        catch (DatabaseUnavailableException)
        {
            return sizes;
        }
    }
}
