using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Parameters;

namespace Aspire.Hosting;

/// <summary>Adds values from outside the model.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter whose value is the configuration key <c>Parameters:name</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, bool secret = false) =>
        Add(builder, CreateParameter(builder, name, secret));

    /// <summary>Adds a parameter with a value that configuration can replace.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    /// <summary>Adds a parameter with a value that configuration can replace; it is asked for when it is needed.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        if (publishValueAsDefault && secret)
        {
            throw new ArgumentException($"The parameter '{name}' is a secret; its value cannot be published as a default.", nameof(publishValueAsDefault));
        }

        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = new ConstantParameterDefault(valueGetter);
        return Add(builder, parameter);
    }

    /// <summary>Adds a parameter whose value is made when configuration has none.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Makes the value.</param>
    /// <param name="secret">Whether it is hidden wherever the host writes.</param>
    /// <param name="persist">Whether the made value is kept and used again at the next start.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = persist ? ParameterValues.Of(builder).Persisted(name, value) : value;
        return Add(builder, parameter);
    }

    /// <summary>Adds a parameter whose value is this configuration key.</summary>
    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string configurationKey, bool secret = false)
    {
        var values = ParameterValues.Of(builder);
        return Add(builder, new ParameterResource(name, @default => values.Get(name, configurationKey, @default, secret), secret));
    }

    /// <summary>Adds a connection string whose value is the configuration key <c>ConnectionStrings:name</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The connection string's name.</param>
    /// <param name="environmentVariableName">The variable that carries it into services; <c>ConnectionStrings__name</c> by default.</param>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string? environmentVariableName = null)
    {
        var values = ParameterValues.Of(builder);
        return builder.AddResource<IResourceWithConnectionString>(new ConnectionStringParameterResource(
            name, @default => values.Get(name, $"ConnectionStrings:{name}", @default, isSecret: true), environmentVariableName));
    }

    /// <summary>A parameter that is no part of the model.</summary>
    public static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, string name, bool secret)
    {
        var values = ParameterValues.Of(builder);
        return new ParameterResource(name, @default => values.Get(name, $"Parameters:{name}", @default, secret), secret);
    }

    /// <summary>A secret parameter that is no part of the model, with a generated value that is kept.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(
        IDistributedApplicationBuilder builder,
        string name,
        bool lower = true,
        bool upper = true,
        bool numeric = true,
        bool special = true,
        int minLower = 0,
        int minUpper = 0,
        int minNumeric = 0,
        int minSpecial = 0) =>
        CreateGeneratedParameter(builder, name, secret: true, new GenerateParameterDefault
        {
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        });

    /// <summary>A parameter that is no part of the model, with a generated value that is kept.</summary>
    public static ParameterResource CreateGeneratedParameter(IDistributedApplicationBuilder builder, string name, bool secret, GenerateParameterDefault parameterDefault)
    {
        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = ParameterValues.Of(builder).Persisted(name, parameterDefault);
        return parameter;
    }

    private static IResourceBuilder<ParameterResource> Add(IDistributedApplicationBuilder builder, ParameterResource parameter) => builder.AddResource(parameter);
}
