namespace MyArch.Cart.Checkout;

/// <summary>The header by which a client says that two requests are one.</summary>
internal static class IdempotencyKey
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private const int Longest = 128;

    /// <summary>The key; null if there is none, or none that can be used: 1 to 128 visible ASCII characters.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers[Header] is [{ Length: >= 1 and <= Longest } key] && key.All(static c => c is >= '!' and <= '~') ? key : null;
}
