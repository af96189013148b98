namespace MyArch.ServiceDefaults;

/// <summary>The response headers by which a client sees which instance answered.</summary>
public static class InstanceHeaders
{
    /// <summary>Header with the <see cref="InstanceOptions.Id"/> of the instance that answered.</summary>
    public const string Instance = "X-Instance";

    /// <summary>Header with the <see cref="InstanceOptions.Zone"/> of the instance that answered.</summary>
    public const string Zone = "X-Zone";
}
