using Aspire.Hosting.Engine.Dashboard;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard.Hosting;

/// <summary>The dashboard of a running application.</summary>
internal sealed partial class HostedDashboard(IServiceProvider services) : ApplicationDashboard
{
    private DashboardApplication? _application;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        DashboardConfiguration.AddAddresses(configuration);
        var settings = DashboardSettings.Read(configuration);
        _application = DashboardApplication.Create(settings, services);
        await _application.StartAsync(cancellationToken);
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<DistributedApplication>();
        Log.Listening(logger, settings.Address.GetLeftPart(UriPartial.Authority));
        Log.Login(logger, settings.Address.GetLeftPart(UriPartial.Authority), settings.BrowserToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Now listening on: {DashboardUrl}")]
        public static partial void Listening(ILogger logger, string dashboardUrl);

        [LoggerMessage(2, LogLevel.Information, "Login to the dashboard at {DashboardUrl}/login?t={Token}")]
        public static partial void Login(ILogger logger, string dashboardUrl, string token);
    }
}
