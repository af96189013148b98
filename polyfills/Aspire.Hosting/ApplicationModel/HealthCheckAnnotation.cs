namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names a registered health check that tells the resource's health.</summary>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    public string Key { get; } = key ?? throw new ArgumentNullException(nameof(key));
}
