namespace Aspire.Hosting.Dashboard.Resources.Commands;

/// <summary>One execution of a command, and what became of it.</summary>
/// <param name="Number">Counts the executions.</param>
/// <param name="Resource">The resource's name.</param>
/// <param name="Command">The command's name.</param>
/// <param name="DisplayName">What people call the command.</param>
/// <param name="Outcome">How it ended, or that it has not.</param>
/// <param name="Message">What the command said.</param>
/// <param name="Time">When it began, and once it has ended, when that was; in UTC.</param>
public sealed record CommandRun(long Number, string Resource, string Command, string DisplayName, CommandOutcome Outcome, string? Message, DateTime Time);
