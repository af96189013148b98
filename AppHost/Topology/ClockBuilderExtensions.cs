namespace MyArch.AppHost.Topology;

/// <summary>Tells a process how fast its control loops run.</summary>
internal static class ClockBuilderExtensions
{
    /// <summary>Hands on <c>Clock:Speed</c>: by how much the times of control loops are divided; 1, as on AWS, if it is not set.</summary>
    public static IResourceBuilder<ProjectResource> WithClock(this IResourceBuilder<ProjectResource> project) =>
        project.WithEnvironment("Clock__Speed", project.ApplicationBuilder.Configuration["Clock:Speed"] ?? "1");
}
