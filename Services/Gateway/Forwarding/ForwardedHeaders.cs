using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace MyArch.Gateway.Forwarding;

/// <summary>Which headers pass, in both directions.</summary>
internal static class ForwardedHeaders
{
    // RFC 9110 section 7.6.1 (what belongs to one connection). Expect is answered by the gateway, which reads the body.
    private static readonly string[] Connection =
    [
        HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.TE, HeaderNames.Trailer, HeaderNames.TransferEncoding, HeaderNames.Upgrade,
        HeaderNames.ProxyConnection, HeaderNames.ProxyAuthenticate, HeaderNames.ProxyAuthorization, "HTTP2-Settings",
    ];

    private static readonly FrozenSet<string> NotFromClient = new HashSet<string>(
        [.. Connection, HeaderNames.Host, HeaderNames.Expect, "Forwarded", "X-Real-IP", "True-Client-IP", "X-Original-Host",
            HeaderNames.TraceParent, HeaderNames.TraceState, HeaderNames.Baggage],
        StringComparer.OrdinalIgnoreCase).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> NotFromTarget = new HashSet<string>(
        [.. Connection, HeaderNames.Server, HeaderNames.AltSvc, "X-Powered-By"], StringComparer.OrdinalIgnoreCase).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // What targets believe only when the gateway says it.
    private static readonly string[] TrustedPrefixes = ["X-Forwarded-", "X-Instance", "X-Origin-"];

    public static bool PassToTarget(string name, StringValues connection) =>
        !name.StartsWith(':') && !NotFromClient.Contains(name) && !IsTrusted(name) && !IsNamed(name, connection);

    public static bool PassToClient(string name) =>
        !NotFromTarget.Contains(name) && !name.StartsWith("X-Origin-", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a Connection header names this one as its own. Of a request that also says close or keep-alive the server keeps only that word, so there
    /// it cannot be known.
    /// </summary>
    public static bool IsNamed(string name, StringValues connection)
    {
        if (connection.Count == 0)
        {
            return false;
        }

        foreach (var line in connection)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                if (line.AsSpan()[range].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsTrusted(string name)
    {
        if (name is not ['x' or 'X', '-', ..])
        {
            return false;
        }

        foreach (var prefix in TrustedPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
