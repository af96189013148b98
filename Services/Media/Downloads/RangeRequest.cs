using Microsoft.Net.Http.Headers;
using MyArch.CloudDefaults.Storage;

namespace MyArch.Media.Downloads;

/// <summary>Which part of a file a request asks for (RFC 9110, section 14). Several parts at once are answered with the whole file, which a server may do; so is what cannot be read.</summary>
internal static class RangeRequest
{
    private const string Unit = "bytes";

    /// <summary>Reads the header.</summary>
    /// <param name="tag">The file's strong entity tag, which <c>If-Range</c> must name, if it is there: a part of another version would be no use.</param>
    /// <returns>Whether there is anything to send: <see langword="false"/> is a 416. A null range is the whole file.</returns>
    public static bool TryRead(HttpRequest request, string tag, long length, out BlobRange? range)
    {
        range = null;
        if (!HttpMethods.IsGet(request.Method) || !IsCurrent(request, tag)
            || !RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var header)
            || !header.Unit.Equals(Unit, StringComparison.OrdinalIgnoreCase) || header.Ranges.Count != 1)
        {
            return true;
        }

        var asked = header.Ranges.Single();
        // Without a first byte it is the last so many; without a last one it is all from the first on.
        var from = asked.From ?? Math.Max(0, length - asked.To!.Value);
        var to = asked.From is null ? length - 1 : Math.Min(asked.To ?? length - 1, length - 1);
        if (from > to)
        {
            return false;
        }

        range = new BlobRange(from, to - from + 1);
        return true;
    }

    private static bool IsCurrent(HttpRequest request, string tag) =>
        request.Headers.IfRange.Count == 0
        || (RangeConditionHeaderValue.TryParse(request.Headers.IfRange.ToString(), out var condition)
            && condition.EntityTag is { } known && known.Compare(new EntityTagHeaderValue(tag), useStrongComparison: true));
}
