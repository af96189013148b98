namespace Aspire.Hosting.Dashboard.Security;

/// <summary>The listener that an endpoint answers on.</summary>
internal sealed record Listener(bool IsOtlp)
{
    public static Listener Pages { get; } = new(IsOtlp: false);

    public static Listener Otlp { get; } = new(IsOtlp: true);
}
