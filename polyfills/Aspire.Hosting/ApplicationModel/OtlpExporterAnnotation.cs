namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that the resource exports telemetry.</summary>
public class OtlpExporterAnnotation : IResourceAnnotation
{
    /// <summary>The one protocol that the resource speaks; null takes what there is.</summary>
    public OtlpProtocol? RequiredProtocol { get; init; }
}
