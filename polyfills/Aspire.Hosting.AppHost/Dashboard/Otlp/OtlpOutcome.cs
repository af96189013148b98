using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>What became of a request that could be read: how many of its items were refused, and why the first of them. (0, null): all were taken.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OtlpOutcome(long Refused, string? Reason)
{
    public OtlpOutcome Refuse(string reason) => new(Refused + 1, Reason ?? reason);
}
