using System.IO.Compression;
using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Dashboard.Live;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Takes telemetry in over OTLP (http/protobuf), and registers the stores of traces and logs.</summary>
/// <seealso href="https://opentelemetry.io/docs/specs/otlp/#otlphttp"/>
internal static class TelemetryReceiver
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<TelemetryResources>(static s => new(s.GetRequiredService<TelemetryLimits>()));
        services.AddSingleton<TraceStore>(static s => new(s.GetRequiredService<TelemetryLimits>()));
        services.AddSingleton<CallStore>();
        services.AddSingleton<FollowerPlaces>();
        services.AddSingleton<LogStore>(static s => new(s.GetRequiredService<TelemetryLimits>()));
        services.AddSingleton(static s => new LiveTopic("traces", () => s.GetRequiredService<TraceStore>().Version));
        services.AddSingleton(static s => new LiveTopic("logs", () => s.GetRequiredService<LogStore>().Version));
        services.AddSingleton<OtlpTexts>();
        services.AddSingleton<OtlpTraffic>();
        services.AddSingleton<IOtlpSignal, TraceSignal>();
        services.AddSingleton<IOtlpSignal, LogSignal>();
    }

    public static void Map(DashboardRoutes routes)
    {
        // Each signal that a part has registered.
        var services = ((IEndpointRouteBuilder)routes.Otlp).ServiceProvider;
        var traffic = services.GetRequiredService<OtlpTraffic>();
        foreach (var signal in services.GetServices<IOtlpSignal>())
        {
            routes.Otlp.MapPost($"/v1/{signal.Name}", context => ReceiveAsync(context, signal, traffic));
        }
    }

    private static async Task ReceiveAsync(HttpContext context, IOtlpSignal signal, OtlpTraffic traffic)
    {
        try
        {
            var gzip = OtlpContent.IsGzip(context.Request);
            using var sent = await ReadAsync(context, traffic);
            using var unzipped = gzip ? await UnzipAsync(sent, traffic, context.RequestAborted) : null;
            var outcome = signal.Receive((unzipped ?? sent).Bytes);
            await OtlpAnswer.SuccessAsync(context, outcome);
        }
        catch (OtlpRequestException refused)
        {
            await OtlpAnswer.FailureAsync(context, refused.StatusCode, refused.Message);
        }
        catch (Exception malformed) when (malformed is OtlpFormatException or InvalidDataException)
        {
            await OtlpAnswer.FailureAsync(context, StatusCodes.Status400BadRequest, $"The body cannot be read: {malformed.Message}");
        }
        catch (BadHttpRequestException broken)
        {
            await OtlpAnswer.FailureAsync(context, broken.StatusCode, broken.Message);
        }
    }

    private static async Task<OtlpBody> ReadAsync(HttpContext context, OtlpTraffic traffic)
    {
        // Kestrel's own limit is a little lower than ours.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = OtlpLimits.MaxBodyBytes + 1;
        }

        var body = new OtlpBody(traffic);
        try
        {
            await body.ReadAsync(context.Request.Body, context.Request.ContentLength, context.RequestAborted);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static async Task<OtlpBody> UnzipAsync(OtlpBody zipped, OtlpTraffic traffic, CancellationToken cancellationToken)
    {
        var body = new OtlpBody(traffic);
        try
        {
            await using var gzip = new GZipStream(zipped.ToStream(), CompressionMode.Decompress);
            await body.ReadAsync(gzip, expected: null, cancellationToken);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }
}
