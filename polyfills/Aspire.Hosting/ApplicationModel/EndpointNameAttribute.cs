namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a parameter is the name of an endpoint.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EndpointNameAttribute : Attribute, IModelNameParameter;
