namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a command looks like and when it can be executed.</summary>
public class CommandOptions
{
    public string? Description { get; set; }

    /// <summary>A question to confirm before the command is executed.</summary>
    public string? ConfirmationMessage { get; set; }

    public string? IconName { get; set; }

    public IconVariant? IconVariant { get; set; }

    public bool IsHighlighted { get; set; }

    /// <summary>Says from the resource's state whether the command can be executed. Null is always.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}
