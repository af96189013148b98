namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that the resource is for running here only, and is no part of a deployment.</summary>
internal sealed class ManifestExclusionAnnotation : IResourceAnnotation;
