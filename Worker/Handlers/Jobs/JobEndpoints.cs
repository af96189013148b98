using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MyArch.Worker.Handlers.Jobs;

/// <summary>Where the daemon posts messages to: each goes to the handler of its type.</summary>
internal static partial class JobEndpoints
{
    private const string TypeHeader = "X-Aws-Sqsd-Attr-type";
    private const string IdHeader = "X-Aws-Sqsd-Msgid";
    private const string CountHeader = "X-Aws-Sqsd-Receive-Count";

    // A type that nobody knows, in telemetry; in a log it is named, as far as it is a name and no text.
    private const string Other = "other";
    private const int LongestType = 60;

    public static void MapJobs(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/", PostAsync).WithName("HandleMessage").WithSummary("Does what a message asks for");

    private static async Task<Results<Ok, ProblemHttpResult>> PostAsync(
        HttpContext context, IEnumerable<IJobHandler> handlers, HandlersMetrics metrics, TimeProvider time, ILoggerFactory loggers)
    {
        var request = context.Request;
        var type = request.Headers[TypeHeader].ToString();
        var handler = handlers.FirstOrDefault(handler => handler.Type == type);
        var started = time.GetTimestamp();
        var result = handler is null
            ? JobResult.Unusable("Nobody handles messages of that type.")
            : await handler.HandleAsync(await ReadAsync(request, context.RequestAborted), context.RequestAborted);

        metrics.Handled(handler?.Type ?? Other, result.Outcome, time.GetElapsedTime(started));
        Activity.Current?.SetTag("myarch.job.type", handler?.Type ?? Other).SetTag("myarch.outcome", result.Outcome);
        if (result.Reason is null)
        {
            return TypedResults.Ok();
        }

        LogNotDone(loggers.CreateLogger(typeof(JobEndpoints)), request.Headers[IdHeader].ToString(), type[..Math.Min(type.Length, LongestType)], request.Headers[CountHeader].ToString(), result.Status, result.Reason);
        return TypedResults.Problem(result.Reason, statusCode: result.Status);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} of type {Type} at its delivery {Count} is answered with {Status}: {Reason}")]
    private static partial void LogNotDone(ILogger logger, string messageId, string type, string count, int status, string reason);
}
