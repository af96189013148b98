namespace Aspire.Hosting.ApplicationModel;

/// <summary>How the execution of a command ended.</summary>
public sealed class ExecuteCommandResult
{
    public required bool Success { get; init; }

    public bool Canceled { get; init; }

    /// <summary>What happened, in words.</summary>
    public string? Message { get; init; }
}
