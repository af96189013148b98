namespace Aspire.Hosting.Dashboard.Api.Resources;

/// <param name="Message">What the command has to say.</param>
internal sealed record ResourceCommandResult(string? Message);
