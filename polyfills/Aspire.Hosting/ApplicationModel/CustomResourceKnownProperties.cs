namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of properties that custom resources use in their snapshots.</summary>
public static class CustomResourceKnownProperties
{
    /// <summary>Where the resource comes from: an image, a path, an address.</summary>
    public static string Source { get; } = "resource.source";

    public static string ConnectionString { get; } = KnownProperties.ConnectionString;
}
