namespace Aspire.Hosting.ApplicationModel;

/// <summary>Files of the host that stand at a path of the container when it starts.</summary>
internal sealed record ContainerFilesCopyAnnotation(string DestinationPath, string SourcePath) : IResourceAnnotation;
