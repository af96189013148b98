namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that no launch profile of the project is used.</summary>
public sealed class ExcludeLaunchProfileAnnotation : IResourceAnnotation;
