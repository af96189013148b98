using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MyArch.Gateway.Forwarding;
using MyArch.Gateway.Health;
using MyArch.Gateway.Internal;
using MyArch.Gateway.Limits;
using MyArch.Gateway.Routing;
using MyArch.Gateway.Targets;
using MyArch.ServiceDefaults;

namespace MyArch.Gateway;

/// <summary>The services and the pipeline of the gateway.</summary>
internal static class GatewaySetup
{
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<GatewayOptions>(GatewayOptions.Section);
        builder.AddValidatedOptions<TargetGroupsOptions>(TargetGroupsOptions.Section);
        builder.AddValidatedOptions<CallersOptions>(CallersOptions.Section);
        builder.AddValidatedOptions<ClockOptions>(ClockOptions.Section);
        builder.AddSendBuffers();
        builder.AddTelemetryMeters(GatewayMetrics.MeterName);
        builder.WebHost.UseKestrelHttpsConfiguration();
        // Without it the hosting layer makes a span and a log scope for each request whether anybody listens or not; with tracing on it makes them anyway.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // The forwarder's own account of each failed attempt, with a stack trace; ours is one line.
        builder.Logging.AddFilter("Yarp.ReverseProxy", LogLevel.Error);

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<GatewayOptions>>(new ListenerUrls(builder.Configuration[WebHostDefaults.ServerUrlsKey]));
        services.TryAddSingleton(RouteTable.Default);
        services.AddSingleton<IValidateOptions<TargetGroupsOptions>, RoutedGroups>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        services.AddSingleton(static provider =>
            new TargetGroupClock(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<ClockOptions>>().Value));
        services.AddHttpForwarder();
        services.AddSingleton<GatewayMetrics>().AddSingleton<HealthProbe>().AddSingleton<HealthChecks>().AddSingleton<TargetRegistry>();
        services.AddSingleton<TargetConnector>().AddSingleton<RequestForwarder>().AddSingleton<ClientRateLimiter>().AddSingleton<ConnectionLimiter>();
        services.AddSingleton<PublicRouter>().AddSingleton<CallerDirectory>().AddSingleton<IndexPage>();
        services.AddHostedService(static provider => provider.GetRequiredService<TargetRegistry>());
        services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, TargetGroupJson.Default));
        return builder;
    }

    /// <summary>Public requests are taken first and to their end; what is left came in on the internal port.</summary>
    public static WebApplication UseGateway(this WebApplication app)
    {
        app.ValidateOptions();
        var registry = app.Services.GetRequiredService<TargetRegistry>();
        app.Services.GetRequiredService<GatewayMetrics>().Observe(() => registry.Groups);
        app.UseTelemetry();
        app.UseExceptionHandler();
        app.UseMiddleware<PublicListener>();
        app.UseMiddleware<InternalListener>();
        app.UseStatusCodePages();
        // Here, or the framework would put it in front of everything, public requests included.
        app.UseRouting();
        return app;
    }
}
