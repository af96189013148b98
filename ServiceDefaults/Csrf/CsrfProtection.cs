using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MyArch.ServiceDefaults;

/// <summary>Keeps pages of other sites from acting in the name of a visitor: what browsers tell about a request's origin is checked, and no token is needed.</summary>
public static class CsrfProtection
{
    /// <summary>
    /// Answers 403 to an unsafe request with a cookie that a page of another origin has made: <c>Sec-Fetch-Site</c>, if present, must be
    /// <c>same-origin</c> or <c>none</c>; else <c>Origin</c>, if present, must be scheme, host and port that the request was sent to. With neither it
    /// is no browser (curl). Requests without a cookie carry nobody's rights but those in their <c>Authorization</c>, which no page can add by itself.
    /// </summary>
    public static IApplicationBuilder UseCsrfProtection(this IApplicationBuilder app) => app.UseMiddleware<CsrfMiddleware>();

    /// <summary>
    /// The scheme that the client used, <c>http</c> or <c>https</c>: what the load balancer says in <c>X-Forwarded-Proto</c>, which it takes from no
    /// client. Believe it only after <see cref="OriginVerification.UseOriginVerification"/>.
    /// </summary>
    public static string GetClientScheme(this HttpRequest request) => request.Headers["X-Forwarded-Proto"] switch
    {
        ["https"] => "https",
        ["http"] => "http",
        _ => request.Scheme,
    };
}
