namespace MyArch.Cart.Catalog;

/// <summary>
/// The position of a visitor's last write in the catalog's database, as it tells it to him and he tells it again to read what he has written. This service passes it on in both directions: it has no
/// database, and a price that its visitor has just changed is the one that goes into his cart.
/// </summary>
internal static class ConsistencyToken
{
    /// <summary>The header, in both directions and in calls of the catalog.</summary>
    public const string Header = "X-Consistency-Token";

    // Where the site's pages keep it, so that each of their requests has it.
    private const string Cookie = "consistency-token";

    /// <summary>The token of a request: of the header, else of the cookie. Null if there is none, or it is not one.</summary>
    public static string? Read(HttpRequest request)
    {
        var text = request.Headers.TryGetValue(Header, out var header) ? header.ToString() : request.Cookies[Cookie];
        return text?.Split('/') is [{ } high, { } low] && IsNumber(high) && IsNumber(low) ? text : null;
    }

    /// <summary>Tells the visitor the token of a write that was done for him; nothing if there is none.</summary>
    public static void Tell(HttpResponse response, string? token)
    {
        if (token is not null)
        {
            response.Headers[Header] = token;
        }
    }

    // Two numbers of 32 bits.
    private static bool IsNumber(string text) => text.Length is >= 1 and <= 8 && text.All(char.IsAsciiHexDigit);
}
