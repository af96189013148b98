using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.Gateway.Targets;

namespace MyArch.Gateway.Internal;

/// <summary>What the load balancer tells about its targets.</summary>
internal static class TargetGroupEndpoints
{
    public static void MapTargetGroups(this IEndpointRouteBuilder endpoints)
    {
        var groups = endpoints.MapGroup("/elb/target-groups");
        // Without the metric of durations: the AppHost asks every few seconds, and a gateway without visitors should be seen to have none.
        groups.MapGet("", List).WithName("ListTargetGroups").WithSummary("All target groups with their targets and states.").DisableHttpMetrics();
    }

    private static Ok<TargetGroupList> List(TargetRegistry registry) =>
        TypedResults.Ok(new TargetGroupList([.. registry.Groups.Select(ToItem)], Next: null));

    private static TargetGroupItem ToItem(TargetGroup group) => new(group.Name, [.. group.Targets.Select(ToItem)]);

    private static TargetItem ToItem(Target target)
    {
        var status = target.Status;
        return new(target.Id, target.Prefix, target.Zone, TargetStateNames.Of(status.State), status.Reason, target.InFlight);
    }
}
