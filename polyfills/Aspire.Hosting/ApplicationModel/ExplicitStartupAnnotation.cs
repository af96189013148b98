namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that the resource starts by command only.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;
