namespace MyArch.ServiceDefaults;

/// <summary>Marks a request that carried the internal secret. One object for all requests: its presence is the message.</summary>
internal sealed class OriginFeature
{
    public static readonly OriginFeature Internal = new();
}
