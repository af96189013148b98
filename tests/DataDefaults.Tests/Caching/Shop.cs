using Npgsql;
using NpgsqlTypes;

namespace MyArch.DataDefaults.Tests.Caching;

/// <summary>What a service does with its cache: reads a garment through it, and writes one.</summary>
internal static class Shop
{
    /// <summary>Reads a garment through the cache.</summary>
    /// <param name="instance">The instance that serves it.</param>
    /// <param name="id">The garment.</param>
    /// <param name="atLeast">The reader's token.</param>
    /// <param name="afterRead">What happens between the read and the store.</param>
    /// <param name="cancellationToken">The reader gives up.</param>
    public static Task<Cached<Garment>> GetAsync(
        this Instance instance, int id, NpgsqlLogSequenceNumber? atLeast = null, Func<CancellationToken, Task>? afterRead = null, CancellationToken cancellationToken = default) =>
        instance.Cache.GetAsync(
            $"item:{id}",
            GarmentJson.Default.Garment,
            atLeast,
            async token =>
            {
                var loaded = await instance.LoadAsync(id, atLeast, token);
                if (afterRead is not null)
                {
                    await afterRead(token);
                }

                return loaded;
            },
            cancellationToken);

    /// <summary>Reads a garment of the database; one that the replica does not have is asked of the primary.</summary>
    public static async Task<Loaded<Garment>> LoadAsync(this Instance instance, int id, NpgsqlLogSequenceNumber? atLeast, CancellationToken token)
    {
        var loaded = await instance.Database.ReadAsync(atLeast, ReadAsync, token);
        return loaded is { Value: null, Role: DatabaseRole.Replica } ? await instance.Database.ReadPrimaryAsync(ReadAsync, token) : loaded;

        async Task<Loaded<Garment>> ReadAsync(ReadConnection read, CancellationToken cancellation)
        {
            await using var command = new NpgsqlCommand("select id, name, version from items where id = $1", read.Connection) { Parameters = { new() { Value = id } } };
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var garment = await reader.ReadAsync(cancellation) ? new Garment(reader.GetInt32(0), reader.GetString(1), reader.GetInt32(2)) : null;
            return new Loaded<Garment>(garment, read.Position, read.Role);
        }
    }

    /// <summary>Renames a garment, or makes it, and tells the cache.</summary>
    public static async Task<Written<Garment>> RenameAsync(this Instance instance, int id, string name)
    {
        var written = await instance.CommitAsync(id, name);
        await instance.Cache.WrittenAsync($"item:{id}", GarmentJson.Default.Garment, written.Value, written, CancellationToken.None);
        return written;
    }

    /// <summary>Renames a garment without a word to the cache.</summary>
    public static Task<Written<Garment>> CommitAsync(this Instance instance, int id, string name) => instance.Database.WriteAsync(
        async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(
                "insert into items (id, name) values ($1, $2) on conflict (id) do update set name = $2, version = items.version + 1 returning version", connection)
            {
                Parameters = { new() { Value = id }, new() { Value = name } },
            };
            return new Garment(id, name, (int)(await command.ExecuteScalarAsync(token))!);
        },
        CancellationToken.None);
}
