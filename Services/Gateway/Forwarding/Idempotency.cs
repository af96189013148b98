namespace MyArch.Gateway.Forwarding;

/// <summary>Which requests may be sent a second time although the first may have had its effect.</summary>
internal static class Idempotency
{
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>The methods that RFC 9110 section 9.2.2 calls idempotent.</summary>
    public static bool IsIdempotent(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method) || HttpMethods.IsOptions(method);

    public static bool MayResend(HttpRequest request) => IsIdempotent(request.Method) || request.Headers.ContainsKey(KeyHeader);
}
