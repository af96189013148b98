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
    private const string ScheduledAtHeader = "X-Aws-Sqsd-Scheduled-At";

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

    private static async Task<Results<Ok, ProblemHttpResult>> ReportAsync(HttpRequest request, QueueReport report, CancellationToken cancellationToken)
    {
        DateTimeOffset? scheduledAt = DateTimeOffset.TryParse(
            request.Headers[ScheduledAtHeader].ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
        try
        {
            await report.LookAsync(scheduledAt, cancellationToken);
            return TypedResults.Ok();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && AwsFailure.IsOne(failure))
        {
            return Answer(JobResult.Later(failure.Message));
        }
    }

    private static Results<Ok, ProblemHttpResult> Answer(JobResult result) =>
        result.Reason is null ? TypedResults.Ok() : TypedResults.Problem(result.Reason, statusCode: result.Status);
}
