namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>The texts that telemetry shares. At most about 10 MB, when every place holds a text of the longest kind; in practice well under one.</summary>
internal sealed class OtlpTexts
{
    /// <summary>Names of attributes, spans, events and scopes.</summary>
    public TextPool Names { get; } = new(2_048);

    public TextPool Values { get; } = new(8_192);

    /// <summary>Scopes without attributes: one object for each name and version.</summary>
    public ScopePool Scopes { get; } = new();
}
