using System.Security.Cryptography;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Pages;

/// <summary>
/// A rendered page. A good one is kept by browsers and asked about every time: what a visitor may be shown depends on what they have written. Its entity tag is that of
/// its bytes, the footer included, so that 304 never makes the footer say what is not so. Any other page is not kept.
/// </summary>
internal sealed record PageResult(int Status, byte[] Html) : IResult
{
    // 128 bits: two pages with the same tag will not be seen.
    private const int TagBytes = 16;

    /// <summary>After how many seconds it is worth to ask again; not said by default.</summary>
    public int? RetryAfter { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = Status == StatusCodes.Status200OK ? "no-cache" : "no-store";
        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = $"{seconds}";
        }

        if (Status == StatusCodes.Status200OK && EntityTags.IsKnownTo(httpContext, $"\"{Convert.ToHexStringLower(SHA256.HashData(Html).AsSpan(0, TagBytes))}\""))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = Html.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(Html, httpContext.RequestAborted);
        }
    }
}
