using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Aws;
using MyArch.CloudDefaults.Queue;
using MyArch.ServiceDefaults;
using MyArch.Worker.Daemon.Control;
using MyArch.Worker.Daemon.Delivery;
using MyArch.Worker.Daemon.Periodic;
using MyArch.Worker.Daemon.Receiving;
using MyArch.Worker.Daemon.Settling;
using StackExchange.Redis;

namespace MyArch.Worker.Daemon;

/// <summary>What the daemon registers: receiving, delivering, settling, and the periodic tasks.</summary>
internal static class DaemonServices
{
    /// <summary>Adds the daemon, with its options from the sections <see cref="SqsdOptions.Section"/>, <c>Jobs</c> and <c>Clock</c>.</summary>
    public static IHostApplicationBuilder AddDaemon(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<SqsdOptions>(SqsdOptions.Section);
        builder.AddValidatedOptions<JobQueueOptions>(JobQueueOptions.Section);
        builder.AddValidatedOptions<ClockOptions>(ClockOptions.Section);
        builder.AddTelemetryMeters(DaemonMetrics.Name);
        builder.AddTelemetrySources(DaemonMetrics.Name);
        builder.AddSqsClient(TimeSpan.FromSeconds(20) + QueueFailure.CallTimeout);
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ControlJson.Default));
        services.AddSingleton<SqsdTimes>();
        services.AddSingleton<WorkerQueue>();
        services.AddSingleton<DaemonMetrics>();
        services.AddSingleton<Intake>();
        services.AddSingleton<Work>();
        services.AddSingleton<Abandonment>();
        services.AddSingleton(static provider => new Slots(provider.GetRequiredService<IOptions<SqsdOptions>>().Value.HttpConnections));
        services.AddSingleton<AppClient>();
        services.AddSingleton<AppGate>();
        services.AddSingleton<Settlement>();
        services.AddSingleton<QueueClock>();
        services.AddSingleton<Deliveries>();
        builder.AddPeriodicTasks();
        // They end in the opposite order: nothing new, then what is at work, then what the queue must be told of it.
        services.AddHostedService(static provider => provider.GetRequiredService<Settlement>());
        services.AddHostedService<GracefulStop>();
        services.AddHostedService(static provider => provider.GetRequiredService<AppGate>());
        services.AddHostedService<Receiver>();
        return builder;
    }

    /// <summary>Maps the control endpoints.</summary>
    public static void MapDaemon(this IEndpointRouteBuilder endpoints) => endpoints.MapControl();

    private static void AddPeriodicTasks(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<LeaseConnectionOptions>(LeaseConnectionOptions.Section);
        // The lease is asked for every few seconds: that would be most of all spans.
        builder.AddRedisClient(LeaseConnectionOptions.Name, static settings => settings.DisableTracing = true, FailFast);
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<SqsdOptions>, CronFileValidation>();
        services.AddSingleton(static provider => CronFile.Read(provider.GetRequiredService<IOptions<SqsdOptions>>().Value.CronFile).Tasks);
        services.AddSingleton<LeaderLease>();
        services.AddSingleton<TaskSender>();
        services.AddHostedService<PeriodicTasks>();
    }

    // A lease that cannot be prolonged at once is lost soon: there is nothing to wait for.
    private static void FailFast(ConfigurationOptions redis)
    {
        redis.AbortOnConnectFail = false;
        redis.AsyncTimeout = LeaderLease.CommandTimeoutMilliseconds;
        redis.BacklogPolicy = BacklogPolicy.FailFast;
        redis.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
    }
}
