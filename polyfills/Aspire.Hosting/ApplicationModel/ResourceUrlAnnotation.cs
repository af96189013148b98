using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address that is shown for a resource.</summary>
[DebuggerDisplay("{Url}")]
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    public int? DisplayOrder;

    /// <summary>The address. A path alone is completed with the endpoint's address.</summary>
    public required string Url { get; set; }

    public string? DisplayText { get; set; }

    public EndpointReference? Endpoint { get; init; }

    public UrlDisplayLocation DisplayLocation { get; set; }
}
