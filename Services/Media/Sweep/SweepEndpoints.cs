using Microsoft.AspNetCore.Http.HttpResults;

namespace MyArch.Media.Sweep;

/// <summary>What the worker's periodic task asks for.</summary>
internal static class SweepEndpoints
{
    public static void MapSweep(this IEndpointRouteBuilder inside) =>
        inside.MapPost("/sweep", SweepAsync).WithName("SweepMedia").WithSummary("Tidies up after uploads that were broken off");

    private static async Task<Ok<SweepReport>> SweepAsync(Sweeper sweeper, CancellationToken cancellationToken) => TypedResults.Ok(await sweeper.SweepAsync(cancellationToken));
}
