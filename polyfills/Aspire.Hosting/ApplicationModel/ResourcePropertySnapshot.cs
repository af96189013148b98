namespace Aspire.Hosting.ApplicationModel;

/// <summary>A property of a resource that is shown beside its state.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>Whether the value is shown only on demand.</summary>
    public bool IsSensitive { get; init; }
}
