using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MyArch.ServiceDefaults;

/// <summary>The answer to a request whose address is wrong, in the form that wrong bodies have.</summary>
public static class InvalidRequest
{
    /// <summary>400 that names the parameter.</summary>
    /// <param name="message">What is wrong, as the rest of a sentence that the name begins.</param>
    public static ProblemHttpResult Parameter(string name, string message) => TypedResults.Problem(
        new HttpValidationProblemDetails(new Dictionary<string, string[]> { [name] = [message] })
        {
            Status = StatusCodes.Status400BadRequest,
            Title = "Invalid request",
            Detail = $"{name} {message}.",
        });
}
