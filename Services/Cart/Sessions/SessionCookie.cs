using Microsoft.Net.Http.Headers;
using MyArch.ServiceDefaults;
using SameSiteMode = Microsoft.Net.Http.Headers.SameSiteMode;

namespace MyArch.Cart.Sessions;

/// <summary>The cookie <c>sid</c>, the only thing about a session that leaves the server.</summary>
internal static class SessionCookie
{
    /// <summary>The cookie's name.</summary>
    public const string Name = "sid";

    /// <summary>What the visitor sent; null if nothing.</summary>
    public static string? Read(HttpRequest request) => request.Cookies[Name];

    /// <summary>Gives the visitor a cookie, for as long as the session lives. Scripts cannot read it, and pages of other sites do not send it.</summary>
    public static void Write(HttpContext context, string value) =>
        context.Response.Headers.SetCookie = Create(value, context.Request.GetClientScheme() == "https").ToString();

    /// <summary>The length of the whole cookie in bytes, attributes included.</summary>
    public static int LengthOf(string value) => Create(value, secure: true).ToString().Length;

    private static SetCookieHeaderValue Create(string value, bool secure) => new(Name, value)
    {
        HttpOnly = true,
        MaxAge = SessionTimes.TimeToLive,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = secure,
    };
}
