using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.CloudDefaults.Aws;
using MyArch.ServiceDefaults;
using MyArch.Worker.Handlers.Jobs;
using MyArch.Worker.Handlers.Pictures;

namespace MyArch.Worker.Handlers.Tasks;

/// <summary>Where the daemon posts the tasks of cron.yaml to, with an empty body.</summary>
internal static class TaskEndpoints
{
    private const string SentAtHeader = "X-Aws-Sqsd-Attr-sent-at";
    private const string FirstReceivedAtHeader = "X-Aws-Sqsd-First-Received-At";
    private const string CountHeader = "X-Aws-Sqsd-Receive-Count";

    public static void MapTasks(this IEndpointRouteBuilder endpoints)
    {
        var tasks = endpoints.MapGroup("/tasks");
        tasks.MapPost("/sweep-media", SweepAsync).WithName("SweepMedia").WithSummary("Lets the media service look for what broke off");
        tasks.MapPost("/report-queue", ReportAsync).WithName("ReportQueue").WithSummary("Measures the queue and its dead letters");
    }

    private static async Task<Results<Ok, ProblemHttpResult>> SweepAsync(MediaClient media, CancellationToken cancellationToken)
    {
        try
        {
            return Answer(JobResult.Of(await media.SweepAsync(cancellationToken), "The sweep"));
        }
        catch (InternalCallException failure)
        {
            return Answer(JobResult.Later(failure.Message));
        }
    }

    private static async Task<Results<Ok, ProblemHttpResult>> ReportAsync(HttpRequest request, QueueReport report, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await report.LookAsync(Waited(request, time), cancellationToken);
            return TypedResults.Ok();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && AwsFailure.IsOne(failure))
        {
            return Answer(JobResult.Later(failure.Message));
        }
    }

    // From its send until it was received for the first time. That is now, or what the queue says of a message that comes again, in whole seconds: its retries are no waiting on the queue.
    private static TimeSpan? Waited(HttpRequest request, TimeProvider time)
    {
        var received = request.Headers[CountHeader] == "1" ? time.GetUtcNow() : Time(request, FirstReceivedAtHeader);
        return received - Time(request, SentAtHeader) is { } waited ? TimeSpan.FromTicks(Math.Max(0, waited.Ticks)) : null;
    }

    private static DateTimeOffset? Time(HttpRequest request, string header) =>
        DateTimeOffset.TryParse(request.Headers[header].ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static Results<Ok, ProblemHttpResult> Answer(JobResult result) =>
        result.Reason is null ? TypedResults.Ok() : TypedResults.Problem(result.Reason, statusCode: result.Status);
}
