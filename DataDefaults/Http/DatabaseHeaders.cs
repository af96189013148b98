using Microsoft.AspNetCore.Http;
using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>The headers by which a client reads its own writes, and sees who answered.</summary>
public static class DatabaseHeaders
{
    /// <summary>The position of a client's last write, <c>0/16B3748</c>: sent after a write, carried back by later reads.</summary>
    public const string ConsistencyToken = "X-Consistency-Token";

    /// <summary>The cookie in which a page may keep the token instead.</summary>
    public const string ConsistencyCookie = "consistency-token";

    /// <summary>Which server was read: <c>primary</c> or <c>replica</c>.</summary>
    public const string Database = "X-Database";

    /// <summary>Whether the cache had the answer: <c>hit</c> or <c>miss</c>.</summary>
    public const string Cache = "X-Cache";

    // Two numbers of up to eight hexadecimal digits and a slash.
    private const int LongestToken = 17;

    /// <summary>The position that the client asks to see: of the header, else of the cookie. One that is malformed counts as none.</summary>
    public static NpgsqlLogSequenceNumber? ReadConsistencyToken(this HttpRequest request) =>
        request.Headers.TryGetValue(ConsistencyToken, out var header) ? Parse(header.Count == 1 ? header[0] : null) : Parse(request.Cookies[ConsistencyCookie]);

    /// <summary>Tells the client the position of its write; nothing when that is not known.</summary>
    public static void SetConsistencyToken(this HttpResponse response, NpgsqlLogSequenceNumber position)
    {
        if (position != NpgsqlLogSequenceNumber.Invalid)
        {
            response.Headers[ConsistencyToken] = position.ToString();
        }
    }

    /// <summary>Tells which server was read; nothing when none was.</summary>
    public static void SetDatabaseRole(this HttpResponse response, DatabaseRole? role)
    {
        if (role is { } server)
        {
            response.Headers[Database] = server == DatabaseRole.Replica ? "replica" : "primary";
        }
    }

    /// <summary>Tells whether the cache had it.</summary>
    public static void SetCacheOutcome(this HttpResponse response, CacheOutcome outcome) =>
        response.Headers[Cache] = outcome == CacheOutcome.Hit ? "hit" : "miss";

    private static NpgsqlLogSequenceNumber? Parse(string? text) =>
        text is { Length: <= LongestToken } && NpgsqlLogSequenceNumber.TryParse(text, out var position) && position != NpgsqlLogSequenceNumber.Invalid
            ? position
            : null;
}
