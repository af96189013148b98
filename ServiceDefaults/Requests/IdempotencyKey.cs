using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MyArch.ServiceDefaults;

/// <summary>The header by which a client says that two requests are one.</summary>
public static class IdempotencyKey
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private const int Longest = 128;

    /// <summary>The key; null if there is none, or none that can be used: 1 to 128 visible ASCII characters.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers[Header] is [{ Length: >= 1 and <= Longest } key] && key.All(static c => c is >= '!' and <= '~') ? key : null;

    /// <summary>Whether there is a key that cannot be used.</summary>
    public static bool IsUnusable(HttpRequest request) => request.Headers.ContainsKey(Header) && Read(request) is null;

    /// <summary>The answer to a request whose key is missing or cannot be used.</summary>
    /// <param name="title">What is wrong, in a few words.</param>
    /// <param name="detail">What it means.</param>
    public static ProblemHttpResult Problem(string title, string detail) => TypedResults.Problem(new HttpValidationProblemDetails
    {
        Status = StatusCodes.Status400BadRequest,
        Title = title,
        Detail = detail,
        Errors = { [Header] = ["must be there once, with 1 to 128 visible ASCII characters"] },
    });
}
