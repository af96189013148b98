using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults;

/// <summary>Options that are right before the first request, or the process does not start and says everything that is wrong.</summary>
public static class ValidatedOptionsRegistration
{
    /// <summary>
    /// Binds <typeparamref name="TOptions"/> to a configuration section and validates it when the host starts: data annotations at every depth,
    /// <see cref="System.ComponentModel.DataAnnotations.IValidatableObject"/>, values that cannot be converted, and every registered
    /// <see cref="IValidateOptions{TOptions}"/>. The errors of all options are reported together, each with its configuration key. A second call for
    /// the same options does nothing.
    /// </summary>
    public static IHostApplicationBuilder AddValidatedOptions<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(section);
        return builder.AddValidatedOptions<TOptions>(builder.Configuration.GetSection(section), section);
    }

    /// <summary>
    /// Validates all options that are to be validated at start, now. The host would do it a moment later, but would log the error with its stack
    /// trace; from here it ends the process with a short message and exit code 1.
    /// </summary>
    public static IApplicationBuilder ValidateOptions(this IApplicationBuilder app)
    {
        app.ApplicationServices.GetService<IStartupValidator>()?.Validate();
        return app;
    }

    internal static TBuilder AddValidatedOptions<TBuilder, TOptions>(this TBuilder builder, string section)
        where TBuilder : IHostApplicationBuilder
        where TOptions : class
    {
        AddValidatedOptions<TOptions>(builder, section);
        return builder;
    }

    internal static IHostApplicationBuilder AddValidatedOptions<TOptions>(this IHostApplicationBuilder builder, IConfiguration configuration, string path)
        where TOptions : class
    {
        if (builder.Services.Any(static service => service.ImplementationInstance is SectionOptions<TOptions>))
        {
            return builder;
        }

        var bound = new SectionOptions<TOptions>(configuration, path);
        builder.Services.AddSingleton<IConfigureOptions<TOptions>>(bound);
        builder.Services.AddSingleton<IValidateOptions<TOptions>>(bound);
        builder.Services.AddOptions<TOptions>().ValidateOnStart();
        StartupFailureReport.Install();
        return builder;
    }
}
