namespace Aspire.Hosting.Dashboard.Resources.Commands;

public enum CommandOutcome
{
    /// <summary>Still at work.</summary>
    Running,
    Succeeded,
    Failed,
    Canceled,

    /// <summary>Was not executed: the resource is not in a state for it, or there is no such command.</summary>
    Refused,
}
