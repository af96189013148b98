using System.Globalization;
using Npgsql;

namespace MyArch.Media.Library;

/// <summary>
/// Lets one transaction at a time decide whether a picture exists: who adds its row, who removes it, and who deletes its files because there is none. Two pictures share a lock now and then, which only
/// makes one wait for the other.
/// </summary>
internal static class MediaLock
{
    // The first of a lock's two numbers says what is locked: "medi" in ASCII. The one-number locks of others are apart from these.
    private const int Kind = 0x6D65_6469;

    /// <summary>Takes the lock until the transaction ends.</summary>
    public static async Task TakeAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1, $2)", connection)
        {
            Parameters = { new() { Value = Kind }, new() { Value = int.Parse(id.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
