using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program on this machine.</summary>
public class ExecutableResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    /// <param name="name">The resource's name.</param>
    /// <param name="command">The program: a path, or a name to look up on PATH.</param>
    /// <param name="workingDirectory">The folder that it runs in.</param>
    [SuppressMessage("Design", "MA0056", Justification = "Annotations can be overridden in the original, too, and its constructor fills them.")]
    public ExecutableResource(string name, string command, string workingDirectory)
        : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(workingDirectory);
        Annotations.Add(new ExecutableAnnotation { Command = command, WorkingDirectory = workingDirectory });
    }

    public string Command => this.GetLast<ExecutableAnnotation>()!.Command;

    public string WorkingDirectory => this.GetLast<ExecutableAnnotation>()!.WorkingDirectory;
}
