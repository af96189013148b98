using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using MyArch.ServiceDefaults;
using MyArch.Worker.Daemon.Receiving;

namespace MyArch.Worker.Daemon.Control;

/// <summary>What whoever looks after the instances asks the daemon: how much it is at work, to pull nothing new, and to go on. With the internal secret only.</summary>
internal static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder endpoints)
    {
        var control = endpoints.MapGroup("").AddEndpointFilter(static async (invocation, next) =>
            invocation.HttpContext.GetOriginListener() == OriginListener.Internal ? await next(invocation) : TypedResults.StatusCode(StatusCodes.Status403Forbidden));
        control.MapGet("/instance", Describe).WithName("DescribeInstance").WithSummary("Messages at work, and whether it is paused");
        control.MapPost("/pause", PauseAsync).WithName("Pause").WithSummary("Pulls nothing new; answers when no receive is under way any more");
        control.MapPost("/resume", Resume).WithName("Resume").WithSummary("Pulls again");
    }

    private static Ok<InstanceState> Describe(IOptions<InstanceOptions> instance, Intake intake, Work work) =>
        TypedResults.Ok(InstanceState.Of(instance.Value, intake, work));

    private static async Task<Ok<InstanceState>> PauseAsync(IOptions<InstanceOptions> instance, Intake intake, Work work)
    {
        await intake.PauseAsync();
        return Describe(instance, intake, work);
    }

    private static Results<Ok<InstanceState>, ProblemHttpResult> Resume(IOptions<InstanceOptions> instance, Intake intake, Work work) =>
        intake.Resume() ? Describe(instance, intake, work) : TypedResults.Problem("The instance stops.", statusCode: StatusCodes.Status409Conflict);
}
