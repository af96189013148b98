namespace MyArch.AppHost;

/// <summary>Adds secrets that nobody has to think of.</summary>
internal static class GeneratedSecret
{
    /// <summary>
    /// Adds a secret parameter that is generated once and kept. Letters and digits only, as it goes into headers and connection strings; 32 of them are more than 128 random bits.
    /// </summary>
    public static IResourceBuilder<ParameterResource> AddGeneratedSecret(this IDistributedApplicationBuilder builder, [ResourceName] string name) =>
        builder.AddParameter(name, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);
}
