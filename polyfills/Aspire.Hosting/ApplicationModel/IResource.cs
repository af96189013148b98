namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application: a process, a container, a value or an idea that groups others.</summary>
public interface IResource
{
    /// <summary>The name, unique in the application without regard to case.</summary>
    string Name { get; }

    /// <summary>What was said about the resource while the model was built.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
