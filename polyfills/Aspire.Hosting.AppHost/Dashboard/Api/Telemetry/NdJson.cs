using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

/// <summary>A stream of JSON objects, one a line, until the client goes.</summary>
internal static class NdJson
{
    private static readonly byte[] NewLine = [(byte)'\n'];

    public static async Task WriteAsync<T>(HttpContext context, IAsyncEnumerable<T> items, Func<Utf8JsonWriter, T, Task> write)
    {
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            // The headers at once: the client knows then that it is heard.
            var body = context.Response.Body;
            await body.FlushAsync(context.RequestAborted);
            await using var json = new Utf8JsonWriter(body);
            await foreach (var item in items.WithCancellation(context.RequestAborted))
            {
                await write(json, item);
                await json.FlushAsync(context.RequestAborted);
                json.Reset();
                await body.WriteAsync(NewLine, context.RequestAborted);
                await body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone, or the dashboard stops.
        }
    }
}
