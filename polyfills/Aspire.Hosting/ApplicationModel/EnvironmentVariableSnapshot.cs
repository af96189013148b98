namespace Aspire.Hosting.ApplicationModel;

/// <summary>An environment variable of a started resource.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsFromSpec">Whether the model asked for it; false for what the host's own environment passed on.</param>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);
