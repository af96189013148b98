namespace Aspire.Hosting.ApplicationModel;

/// <summary>The launch profile of a project that its resource takes its settings from.</summary>
public sealed class LaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    public string LaunchProfileName { get; } = launchProfileName ?? throw new ArgumentNullException(nameof(launchProfileName));
}
