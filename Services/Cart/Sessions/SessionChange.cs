using Microsoft.AspNetCore.Http.HttpResults;

namespace MyArch.Cart.Sessions;

/// <summary>What a request wants of a session: another one in its place, or nothing, or it is refused.</summary>
/// <param name="After">The session to store; null to leave it as it is.</param>
/// <param name="Refusal">Why nothing is changed, as the answer; null if it is not refused.</param>
internal readonly record struct SessionChange(Session? After, ProblemHttpResult? Refusal)
{
    public static SessionChange None => default;

    public static SessionChange To(Session after) => new(after, null);

    public static SessionChange Refused(ProblemHttpResult refusal) => new(null, refusal);
}
