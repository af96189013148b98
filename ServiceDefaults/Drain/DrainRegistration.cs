using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace MyArch.ServiceDefaults;

/// <summary>Registers the graceful stop.</summary>
public static class DrainRegistration
{
    /// <summary>
    /// On SIGTERM (and Ctrl+C): readiness turns false at once, answers carry <c>Connection: close</c>, requests in flight finish, and what is not
    /// finished after <see cref="DrainOptions.Timeout"/> is aborted. Long-lived responses watch <see cref="DrainState.Draining"/>.
    /// </summary>
    public static TBuilder AddDrain<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddDrainState();
        builder.AddValidatedOptions<TBuilder, DrainOptions>(DrainOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<DrainService>();
        return builder;
    }

    /// <summary>Adds <c>Connection: close</c> to what is answered while draining.</summary>
    public static IApplicationBuilder UseDrain(this IApplicationBuilder app) => app.UseMiddleware<DrainMiddleware>();

    internal static void AddDrainState(this IHostApplicationBuilder builder) =>
        builder.Services.TryAddSingleton(static services => new DrainState(services.GetRequiredService<IHostApplicationLifetime>()));
}
