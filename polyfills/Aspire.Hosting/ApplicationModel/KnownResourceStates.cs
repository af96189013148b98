namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states that the host gives to resources. Others can be published.</summary>
public static class KnownResourceStates
{
    /// <summary>The start failed, or a dependency's did.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    public static readonly string Starting = nameof(Starting);

    public static readonly string Running = nameof(Running);

    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);

    public static readonly string Stopping = nameof(Stopping);

    /// <summary>A container has ended.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>A project or executable has ended.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>Waits for the resources that it depends on.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>Nobody has asked it to start.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>A parameter has no value.</summary>
    public static readonly string ValueMissing = nameof(ValueMissing);

    /// <summary>The states that a start can follow and that nothing else follows.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}
