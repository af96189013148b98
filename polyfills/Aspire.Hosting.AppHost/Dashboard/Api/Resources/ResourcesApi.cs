using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Console;
using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Dashboard.Resources;
using Aspire.Hosting.Dashboard.Resources.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aspire.Hosting.Dashboard.Api.Resources;

/// <summary>Resources for scripts: states, commands, console lines. Described by <c>openapi.json</c> beside this file, which a test compares with the routes.</summary>
internal static class ResourcesApi
{
    private const string Document = "api/openapi.json";
    private const int MostLines = 10_000;
    private const int UsualLines = 1_000;

    public static void Map(DashboardRoutes routes)
    {
        var api = routes.Api.MapGroup("/api/resources");
        api.MapGet("", List);
        api.MapGet("/openapi.json", static () => TypedResults.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream(Document)!, "application/json"));
        api.MapGet("/{name}", Get);
        api.MapGet("/{name}/console", Console);
        api.MapPost("/{name}/commands/{command}", ExecuteAsync);
    }

    private static JsonHttpResult<ResourceList> List(DistributedApplicationModel model, ResourceNotificationService notifications, Secrets secrets) =>
        Json(new ResourceList([.. model.Resources.Select(resource => Find(notifications, secrets, resource.Name)).OfType<ResourceState>()]));

    private static Results<JsonHttpResult<ResourceState>, ProblemHttpResult> Get(string name, ResourceNotificationService notifications, Secrets secrets) =>
        Find(notifications, secrets, name) is { } state ? Json(state) : NoSuchResource(name);

    private static Results<JsonHttpResult<ResourceConsole>, ProblemHttpResult> Console(
        string name, ResourceNotificationService notifications, Secrets secrets, ResourceLoggerService loggers, long? after = null, int? limit = null, string? search = null)
    {
        if (Find(notifications, secrets, name) is not { } state)
        {
            return NoSuchResource(name);
        }

        if (after < 0 || limit is < 1 or > MostLines)
        {
            return TypedResults.Problem($"'after' is a line's number, 0 or more, and 'limit' is from 1 to {MostLines}.", statusCode: StatusCodes.Status400BadRequest);
        }

        var kept = loggers.LogOf(state.Name).After(after ?? 0, int.MaxValue, out _);
        // From the end, so that a search ends when it has enough.
        var found = kept.Reverse().Where(line => ConsoleLine.Has(line, search)).Take(limit ?? UsualLines).Reverse().Select(line => new ConsoleLine(state.Name, line));
        return Json(new ResourceConsole(
            [.. found.Select(static line => new ResourceLine(line.Logged.Number, line.Logged.Time, line.IsError ? "stderr" : "stdout", line.Plain))],
            kept.Count > 0 ? kept[^1].Number : after ?? 0));
    }

    private static async Task<Results<JsonHttpResult<ResourceCommandResult>, ProblemHttpResult>> ExecuteAsync(
        string name, string command, ResourceNotificationService notifications, CommandRuns runs, CancellationToken cancellationToken)
    {
        if (!notifications.TryGetCurrentState(name, out var current))
        {
            return NoSuchResource(name);
        }

        var known = current.Snapshot.Commands.LastOrDefault(c => string.Equals(c.Name, command, StringComparison.Ordinal));
        if (known is null)
        {
            return TypedResults.Problem($"Resource '{current.Resource.Name}' has no command '{command}'.", statusCode: StatusCodes.Status404NotFound);
        }

        // One that is under way is joined, as on the page: by then it is often switched off.
        if (known.State != ResourceCommandState.Enabled && !runs.IsRunning(current.Resource.Name, command))
        {
            return TypedResults.Problem($"Command '{command}' cannot be executed while resource '{current.Resource.Name}' is '{current.Snapshot.State?.Text}'.", statusCode: StatusCodes.Status409Conflict);
        }

        // Whoever hangs up ends their waiting, and not the command: half a stop helps nobody.
        var run = await runs.Execute(current.Resource, known).WaitAsync(cancellationToken);
        return run.Outcome == CommandOutcome.Succeeded
            ? Json(new ResourceCommandResult(run.Message))
            : TypedResults.Problem(run.Message ?? (run.Outcome == CommandOutcome.Canceled ? "Canceled." : "The command failed."), statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static ResourceState? Find(ResourceNotificationService notifications, Secrets secrets, string name) =>
        notifications.TryGetCurrentState(name, out var current) ? ResourceState.Of(current.Resource, secrets.Masked(current.Snapshot)) : null;

    private static ProblemHttpResult NoSuchResource(string name) => TypedResults.Problem($"There is no resource '{name}'.", statusCode: StatusCodes.Status404NotFound);

    private static JsonHttpResult<T> Json<T>(T value) => TypedResults.Json(value, ResourcesJson.Default);
}
