using System.Net;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Assets;
using Aspire.Hosting.Dashboard.Security;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Engine.Logging;
using Aspire.Hosting.Engine.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard.Hosting;

/// <summary>The web application: one listener for pages and API, one for telemetry, each on both loopback addresses.</summary>
internal sealed class DashboardApplication : IAsyncDisposable
{
    private readonly WebApplication _application;

    private DashboardApplication(WebApplication application, DashboardSettings settings)
    {
        _application = application;
        Settings = settings;
    }

    public DashboardSettings Settings { get; }

    public IServiceProvider Services => _application.Services;

    /// <param name="settings">Where it is and who may use it.</param>
    /// <param name="host">The services of the application that it shows.</param>
    public static DashboardApplication Create(DashboardSettings settings, IServiceProvider host)
    {
        // Empty: the files and variables of the application that it shows are none of its own.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(DashboardApplication).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, settings));
        AddHostServices(builder.Services, host);
        builder.Services.AddSingleton(settings);
        builder.Services.AddRouting();
        builder.Services.AddRazorComponents();
        DashboardSecurity.Add(builder.Services, settings);
        DashboardParts.Add(builder.Services);
        var application = builder.Build();
        DashboardSecurity.Use(application);
        DashboardParts.Map(new DashboardRoutes(
            DashboardSecurity.Pages(application.MapGroup("")),
            DashboardSecurity.Api(application.MapGroup("")),
            DashboardSecurity.Otlp(application.MapGroup(""))));
        return new DashboardApplication(application, settings);
    }

    /// <exception cref="DistributedApplicationException">A port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _application.StartAsync(cancellationToken);
            Services.GetRequiredService<NpmFiles>().Pull();
        }
        catch (IOException taken)
        {
            throw new DistributedApplicationException(
                $"The dashboard cannot start on {Settings.Address} and {Settings.OtlpAddress}: {taken.Message} Choose other ports, or stop what listens there.", taken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Streams that are open end at once: nobody needs what they would still say.
        using var none = new CancellationTokenSource(TimeSpan.Zero);
        await _application.StopAsync(none.Token);
        await _application.DisposeAsync();
    }

    private static void Listen(KestrelServerOptions kestrel, DashboardSettings settings)
    {
        kestrel.AddServerHeader = false;
        foreach (var address in new[] { settings.Address, settings.OtlpAddress })
        {
            if (IPAddress.TryParse(address.Host, out var ip))
            {
                kestrel.Listen(ip, address.Port);
            }
            else
            {
                kestrel.ListenLocalhost(address.Port);
            }
        }
    }

    private static void AddHostServices(IServiceCollection services, IServiceProvider host)
    {
        services.AddSingleton(host.GetRequiredService<ResourceNotificationService>());
        services.AddSingleton(host.GetRequiredService<ResourceLoggerService>());
        services.AddSingleton(host.GetRequiredService<ResourceCommandService>());
        services.AddSingleton(host.GetRequiredService<DistributedApplicationModel>());
        services.AddSingleton(host.GetRequiredService<SecretMask>());
        services.AddSingleton(host.GetRequiredService<TimeProvider>());
        services.AddSingleton(host.GetRequiredService<ILoggerFactory>());
        services.AddSingleton(host.GetRequiredService<ProcessLauncher>());
        services.AddSingleton(TelemetryLimits.Read(host.GetRequiredService<IConfiguration>()));
    }
}
