namespace Aspire.Hosting.ApplicationModel;

/// <summary>The program of an executable resource and the folder it runs in.</summary>
public sealed class ExecutableAnnotation : IResourceAnnotation
{
    public required string Command { get; set; }

    public required string WorkingDirectory { get; set; }
}
