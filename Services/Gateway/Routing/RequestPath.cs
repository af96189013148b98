using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace MyArch.Gateway.Routing;

/// <summary>
/// Judges the path exactly as the client wrote it. One that two servers could read differently (encoded slashes, dot segments, empty segments, path
/// parameters, a percent sign that decodes to another one) is refused, so that what is judged here and what a target makes of it can't differ.
/// </summary>
internal static class RequestPath
{
    // RFC 3986, pchar without ";" (parameters) and with "/" and "%".
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@/%");

    /// <summary>Splits a request target into its decoded path and the text to forward.</summary>
    /// <param name="target">The request target as received.</param>
    /// <param name="path">The path, decoded once.</param>
    /// <param name="problem">Why the target is refused.</param>
    /// <returns>False if the target is not an unambiguous path in origin form.</returns>
    public static bool TryJudge(string target, [NotNullWhen(true)] out string? path, [NotNullWhen(false)] out string? problem)
    {
        path = null;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var raw = query < 0 ? target : target[..query];
        problem = Fault(raw, query < 0 ? default : target.AsSpan(query));
        if (problem is not null)
        {
            return false;
        }

        if (!raw.Contains('%', StringComparison.Ordinal))
        {
            path = raw;
            return true;
        }

        path = Decode(raw, out problem);
        return path is not null;
    }

    /// <summary>The first segment of a judged path, without slashes.</summary>
    public static ReadOnlySpan<char> FirstSegment(ReadOnlySpan<char> path)
    {
        var rest = path[1..];
        var end = rest.IndexOf('/');
        return end < 0 ? rest : rest[..end];
    }

    private static string? Fault(ReadOnlySpan<char> raw, ReadOnlySpan<char> query)
    {
        if (raw is not ['/', ..])
        {
            return "The request target must be a path that begins with a slash.";
        }

        if (raw.ContainsAnyExcept(Allowed))
        {
            return "The path has a character that must be percent-encoded, or a semicolon.";
        }

        return query.Contains('#') ? "The query has a fragment." : SegmentFault(raw);
    }

    private static string? SegmentFault(ReadOnlySpan<char> path)
    {
        if (path.IndexOf("//", StringComparison.Ordinal) >= 0)
        {
            return "The path has an empty segment.";
        }

        for (var dot = path.IndexOf("/.", StringComparison.Ordinal); dot >= 0;)
        {
            var segment = FirstSegment(path[dot..]);
            if (segment is "." or "..")
            {
                return "The path has a dot segment.";
            }

            var next = path[(dot + 1)..].IndexOf("/.", StringComparison.Ordinal);
            dot = next < 0 ? -1 : dot + 1 + next;
        }

        return null;
    }

    private static string? Decode(string raw, out string? problem)
    {
        problem = "The path has an invalid percent-encoding.";
        var bytes = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '%')
            {
                bytes[length++] = (byte)raw[i];
                continue;
            }

            if (i + 2 >= raw.Length || !char.IsAsciiHexDigit(raw[i + 1]) || !char.IsAsciiHexDigit(raw[i + 2]))
            {
                return null;
            }

            var value = Convert.ToByte(raw.Substring(i + 1, 2), 16);
            if (value is < 0x20 or 0x7f or (byte)'/' or (byte)'\\' or (byte)'%' or (byte)';' or (byte)'?' or (byte)'#')
            {
                problem = "The path has an encoded character that servers read differently (slash, backslash, percent sign, semicolon or a control).";
                return null;
            }

            bytes[length++] = value;
            i += 2;
        }

        if (!System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)))
        {
            return null;
        }

        var path = System.Text.Encoding.UTF8.GetString(bytes, 0, length);
        problem = SegmentFault(path);
        return problem is null ? path : null;
    }
}
