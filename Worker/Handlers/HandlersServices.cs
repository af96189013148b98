using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Queue;
using MyArch.CloudDefaults.Storage;
using MyArch.ServiceDefaults;
using MyArch.Worker.Handlers.Jobs;
using MyArch.Worker.Handlers.Orders;
using MyArch.Worker.Handlers.Pictures;
using MyArch.Worker.Handlers.Tasks;

namespace MyArch.Worker.Handlers;

/// <summary>What the app registers: a handler for each type of message, the periodic tasks, and what they call.</summary>
internal static class HandlersServices
{
    // The largest message that SQS takes, with room to spare (D6).
    private const long MaxBody = 1_048_576;

    /// <summary>Adds the app.</summary>
    public static IHostApplicationBuilder AddHandlers(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<ThumbnailOptions>(ThumbnailOptions.Section);
        builder.AddTelemetryMeters(HandlersMetrics.Name);
        builder.AddJobQueue();
        builder.AddBlobStorage();
        builder.AddInternalClient<OrderClient>();
        builder.AddInternalClient<MediaClient>();
        var services = builder.Services;
        services.Configure<KestrelServerOptions>(static kestrel => kestrel.Limits.MaxRequestBodySize = MaxBody);
        services.AddSingleton<IValidateOptions<ThumbnailOptions>, ThumbnailProgramValidation>();
        services.AddSingleton<HandlersMetrics>();
        services.AddSingleton<QueueReport>();
        services.AddSingleton<WorkDirectory>();
        services.AddSingleton<Thumbnailer>();
        // Per message, as the clients that they use: their connections are changed from time to time.
        services.AddTransient<IJobHandler, OrderPlacedHandler>();
        services.AddTransient<IJobHandler, MediaUploadedHandler>();
        return builder;
    }

    /// <summary>Maps the path of messages and those of the periodic tasks.</summary>
    public static void MapHandlers(this IEndpointRouteBuilder endpoints)
    {
        // Before the first message: the gauges are there when they are looked for.
        endpoints.ServiceProvider.GetRequiredService<HandlersMetrics>();
        endpoints.MapJobs();
        endpoints.MapTasks();
    }
}
