using Microsoft.AspNetCore.Http.HttpResults;

namespace MyArch.ServiceDefaults.Tests.Host;

internal static class SampleEndpoints
{
    public static void MapSampleEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/hello", static () => TypedResults.Text("hello"));
        endpoints.MapGet("/slow/{milliseconds:int}", SlowAsync);
        endpoints.MapGet("/hang", HangAsync);
        endpoints.MapGet("/stream", StreamAsync);
    }

    // Says that it has begun by its headers, so that a test knows when it is in flight.
    private static async Task SlowAsync(int milliseconds, HttpResponse response, CancellationToken cancellationToken)
    {
        await response.StartAsync(cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        await Task.Delay(milliseconds, cancellationToken);
        await response.WriteAsync("done", cancellationToken);
    }

    // Ignores every token, as a bug would.
    private static async Task<Ok> HangAsync(HttpResponse response)
    {
        await response.StartAsync(CancellationToken.None);
        await response.Body.FlushAsync(CancellationToken.None);
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return TypedResults.Ok();
    }

    private static async Task StreamAsync(HttpResponse response, DrainState drain, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(drain.Draining, cancellationToken);
        await response.WriteAsync("begin\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await response.WriteAsync("end\n", cancellationToken);
    }
}
