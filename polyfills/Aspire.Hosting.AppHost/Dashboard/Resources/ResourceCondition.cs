using Aspire.Hosting.Dashboard.Layout;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>How a resource is, in words.</summary>
/// <param name="Kind">How it looks.</param>
/// <param name="Text">The state: <c>Running</c>, <c>Exited</c>, or a word of the application.</param>
/// <param name="Reason">Why: the exit code, who is waited for, which checks are not healthy. Null when there is nothing to say.</param>
public sealed record ResourceCondition(StateKind Kind, string Text, string? Reason)
{
    /// <summary>State and reason in one line.</summary>
    public string Full => Reason is null ? Text : $"{Text}: {Reason}";
}
