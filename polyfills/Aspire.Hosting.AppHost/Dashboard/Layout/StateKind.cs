namespace Aspire.Hosting.Dashboard.Layout;

/// <summary>How a state looks.</summary>
public enum StateKind
{
    /// <summary>Nothing runs, and nothing is wrong.</summary>
    Off,

    /// <summary>On its way.</summary>
    Busy,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works, but somebody should look.</summary>
    Warning,

    /// <summary>Failed.</summary>
    Bad,
}
