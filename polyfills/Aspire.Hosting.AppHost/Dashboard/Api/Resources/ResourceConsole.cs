namespace Aspire.Hosting.Dashboard.Api.Resources;

/// <param name="Items">The lines, the oldest first.</param>
/// <param name="Next">What to ask for next as <c>after</c>.</param>
internal sealed record ResourceConsole(IReadOnlyList<ResourceLine> Items, long Next);
