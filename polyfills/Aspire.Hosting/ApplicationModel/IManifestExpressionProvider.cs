namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that can be written as a placeholder, like <c>{redis.bindings.tcp.port}</c>.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}
