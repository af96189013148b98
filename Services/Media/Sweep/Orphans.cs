using MyArch.CloudDefaults.Storage;
using MyArch.DataDefaults;
using MyArch.Media.Library;
using Npgsql;

namespace MyArch.Media.Sweep;

/// <summary>Deletes files that belong to no picture.</summary>
internal sealed class Orphans(IBlobStorage storage, Database database, MediaMetrics metrics)
{
    /// <summary>How many files are looked up by one query.</summary>
    public const int MostAtOnce = 500;

    private const string Known = "SELECT id FROM media WHERE id = ANY($1)";

    private const string Exists = "SELECT EXISTS (SELECT FROM media WHERE id = $1)";

    /// <summary>Deletes those of old files that have no row.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        string[] ids = [.. keys.Select(MediaId.OfKey).OfType<string>().Distinct()];
        // The primary: a replica that lags does not know a picture that was just added, whose file may be an old one.
        var known = ids.Length == 0 ? [] : await database.ReadPrimaryAsync((read, token) => KnownAsync(read.Connection, ids, token), cancellationToken);
        var deleted = 0;
        foreach (var key in keys)
        {
            if (MediaId.OfKey(key) is { } id ? !known.Contains(id) && await DeleteAsync(id, key, cancellationToken) : await DeleteLeftoverAsync(key, cancellationToken))
            {
                deleted++;
                metrics.OrphanDeleted();
            }
        }

        return deleted;
    }

    private static async Task<HashSet<string>> KnownAsync(NpgsqlConnection connection, string[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Known, connection) { Parameters = { new() { Value = ids } } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        HashSet<string> known = [];
        while (await row.ReadAsync(cancellationToken))
        {
            known.Add(row.GetString(0));
        }

        return known;
    }

    // Looked at once more under the lock that adding a row needs: whoever adds one now does it after the file is gone, and sees that it is.
    private async Task<bool> DeleteAsync(string id, string key, CancellationToken cancellationToken)
    {
        var written = await database.WriteAsync(
            async (connection, token) =>
            {
                await MediaLock.TakeAsync(connection, id, token);
                await using var exists = new NpgsqlCommand(Exists, connection) { Parameters = { new() { Value = id } } };
                if (await exists.ExecuteScalarAsync(token) is true)
                {
                    return false;
                }

                await storage.DeleteAsync(key, token);
                return true;
            },
            cancellationToken);
        return written.Value;
    }

    // A file that a writer left which was killed. Whatever else is in the storage is not this service's.
    private async Task<bool> DeleteLeftoverAsync(string key, CancellationToken cancellationToken)
    {
        if (!key.StartsWith(BlobKey.Incoming, StringComparison.Ordinal))
        {
            return false;
        }

        await storage.DeleteAsync(key, cancellationToken);
        return true;
    }
}
