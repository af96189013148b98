using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says what must have happened to another resource before this one starts.</summary>
[DebuggerDisplay("{WaitType} {Resource.Name}")]
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    public IResource Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    public WaitType WaitType { get; } = waitType;

    /// <summary>What to do when the other resource fails; null is to stop waiting.</summary>
    public WaitBehavior? WaitBehavior { get; init; }

    /// <summary>The exit code that <see cref="WaitType.WaitForCompletion"/> asks for.</summary>
    public int ExitCode { get; } = exitCode;
}
