namespace MyArch.ServiceDefaults;

/// <summary>Metadata of an endpoint that answers without an origin secret, because it gives no information away.</summary>
internal sealed class OriginExempt
{
    public static readonly OriginExempt Instance = new();
}
