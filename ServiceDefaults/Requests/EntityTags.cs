using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace MyArch.ServiceDefaults;

/// <summary>What a request's conditions say about entity tags (RFC 9110, section 13.1).</summary>
public static class EntityTags
{
    /// <summary>The tag of a version of what is at an address: a number that grows with every change.</summary>
    public static string OfVersion(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>
    /// Sets the tag of the answer, and has it asked about every time.
    /// </summary>
    /// <returns>Whether the client has it already, so that 304 is all it needs.</returns>
    public static bool IsKnownTo(HttpContext context, string tag)
    {
        context.Response.Headers.ETag = tag;
        var known = context.Request.Headers.IfNoneMatch;
        return known.Count > 0 && EntityTagHeaderValue.TryParseList(known, out var tags)
            && tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false));
    }

    /// <summary>Reads <c>If-Match</c>, which every change must carry that could undo somebody else's.</summary>
    /// <returns>428 if it is not there, 400 if it cannot be read, and null if the change may be tried.</returns>
    public static ProblemHttpResult? RequireIfMatch(HttpRequest request, out IList<EntityTagHeaderValue> tags)
    {
        if (EntityTagHeaderValue.TryParseStrictList(request.Headers.IfMatch, out var parsed) && parsed.Count > 0)
        {
            tags = parsed;
            return null;
        }

        tags = [];
        return request.Headers.IfMatch.Count == 0
            ? TypedResults.Problem(
                "Say in If-Match which version you have seen: its ETag. Otherwise somebody else's change could be lost.", statusCode: StatusCodes.Status428PreconditionRequired)
            : InvalidRequest.Parameter("If-Match", "must be an ETag, such as \"7\" with its quotes, or *");
    }

    /// <summary>Whether a change under that condition may go on. A weak tag names no exact version, so it never may.</summary>
    public static bool Allow(IEnumerable<EntityTagHeaderValue> tags, long version) =>
        tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(new EntityTagHeaderValue(OfVersion(version)), useStrongComparison: true));
}
