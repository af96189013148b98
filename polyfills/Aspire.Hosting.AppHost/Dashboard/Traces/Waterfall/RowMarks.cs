namespace Aspire.Hosting.Dashboard.Traces.Waterfall;

/// <summary>What is odd about where a span stands in its trace.</summary>
[Flags]
internal enum RowMarks
{
    None = 0,

    /// <summary>The span names a parent that is not among the trace's spans: it was dropped, was never sampled, or has not come in yet.</summary>
    ParentMissing = 1,

    /// <summary>The span starts before its parent, so the clocks of the two processes differ. It is drawn where its own clock says.</summary>
    StartsBeforeParent = 2,

    /// <summary>The spans call each other parent in a ring. The earliest of the ring is shown as a root.</summary>
    ParentsInRing = 4,
}
