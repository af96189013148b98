using System.Security.Cryptography;
using MyArch.Gateway.Routing;

namespace MyArch.Gateway.Forwarding;

/// <summary>Which requests may be sent a second time although the first may have had its effect.</summary>
internal static class Idempotency
{
    public const string KeyHeader = "Idempotency-Key";

    private const int KeyBytes = 16;

    /// <summary>The methods that RFC 9110 section 9.2.2 calls idempotent.</summary>
    public static bool IsIdempotent(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method) || HttpMethods.IsOptions(method);

    public static bool MayResend(HttpRequest request) => IsIdempotent(request.Method) || request.HttpContext.Features.Get<HonouredKey>() is not null;

    /// <summary>Notes whether the request has a key that its route honours, and gives it one if it needs it.</summary>
    public static void Apply(HttpContext context, IdempotencyKeys keys)
    {
        if (keys == IdempotencyKeys.Ignored || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        var headers = context.Request.Headers;
        if (keys == IdempotencyKeys.Given && !headers.ContainsKey(KeyHeader))
        {
            // As random as an id of a session: whoever could guess it could be told somebody else's.
            headers[KeyHeader] = RandomNumberGenerator.GetHexString(KeyBytes * 2, lowercase: true);
        }

        if (headers.ContainsKey(KeyHeader))
        {
            context.Features.Set(HonouredKey.Noted);
        }
    }

    /// <summary>On a request: it has a key, and whoever gets it twice does it once.</summary>
    private sealed class HonouredKey
    {
        public static readonly HonouredKey Noted = new();
    }
}
