using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MyArch.ServiceDefaults;

/// <summary>What is wrong with a body, by member: all of it in one answer, up to a limit.</summary>
internal sealed class JsonErrors
{
    // Enough for every member of our types; a body of 10,000 unknown members, or of one name 10,000 times, is not echoed.
    private const int MaxErrors = 20;
    private const int LongestName = 64;

    private readonly Dictionary<string, string[]> _errors = [];

    private int _count;

    public bool IsEmpty => _count == 0;

    /// <param name="member">The member's path, <c>lines[0].quantity</c>; empty for the body itself.</param>
    /// <param name="message">What is wrong, as the rest of a sentence that the member begins.</param>
    public void Add(string member, string message)
    {
        if (_count < MaxErrors)
        {
            _count++;
            var name = member.Length <= LongestName ? member : $"{member.AsSpan(0, LongestName)}…";
            _errors[name] = _errors.TryGetValue(name, out var messages) ? [.. messages, message] : [message];
        }
    }

    public ProblemHttpResult ToProblem() => TypedResults.Problem(new HttpValidationProblemDetails(_errors)
    {
        Status = StatusCodes.Status400BadRequest,
        Title = "Invalid body",
        Detail = "The body is JSON, but not the one that this address takes.",
    });
}
