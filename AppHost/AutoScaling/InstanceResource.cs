namespace MyArch.AppHost.AutoScaling;

/// <summary>One instance of a group: a process of the service with a place in a zone.</summary>
/// <param name="Project">The process.</param>
/// <param name="Zone">The availability zone it is placed in.</param>
/// <param name="StartsWithTheSystem">Whether it belongs to the desired number; the others wait for a start command.</param>
internal sealed record InstanceResource(ProjectResource Project, string Zone, bool StartsWithTheSystem)
{
    /// <summary>The process with the service's own code: the instance's only one, or on a worker the app that its daemon posts to.</summary>
    public ProjectResource App { get; set; } = Project;
}
