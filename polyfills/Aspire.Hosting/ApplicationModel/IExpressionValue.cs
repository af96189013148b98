namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that has a placeholder too.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;
