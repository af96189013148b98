using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Dashboard.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aspire.Hosting.Dashboard.Resources.Commands;

/// <summary>Where the buttons lead: a page that asks, where a command wants to be confirmed, and the execution.</summary>
internal static class CommandEndpoints
{
    public const string Path = "/resources/{resource}/commands/{command}";

    /// <summary>A browser without scripts has to wait for the answer; most commands have ended by then.</summary>
    private static readonly TimeSpan UnscriptedWait = TimeSpan.FromSeconds(3);

    public static void Map(DashboardRoutes routes)
    {
        routes.Pages.MapPost(Path, ExecuteAsync);
        routes.Pages.MapGet("/resources/commands", static () => List());
        routes.Pages.MapPost("/resources/commands/{number:long}/dismiss", Dismiss);
    }

    public static string PathOf(string resource, string command) => $"/resources/{Uri.EscapeDataString(resource)}/commands/{Uri.EscapeDataString(command)}";

    private static async Task<IResult> ExecuteAsync(string resource, string command, HttpContext context, ResourceBoard board, CommandRuns runs, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var back = LocalAddress.OrHome(form["back"]);
        var isScripted = context.Request.Headers.ContainsKey("HX-Request");
        if (board.Find(resource) is not { } entry)
        {
            return Refused(runs.Refuse(resource, command, "There is no such resource."), StatusCodes.Status404NotFound, isScripted, back);
        }

        var found = entry.Snapshot.Commands.LastOrDefault(c => c.Name == command);
        if (found is null || found.State == ResourceCommandState.Hidden)
        {
            var status = found is null ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict;
            return Refused(runs.Refuse(entry.Name, command, found is null ? "The resource has no such command." : Why(entry)), status, isScripted, back);
        }

        if (!runs.IsRunning(entry.Name, command))
        {
            if (found.State == ResourceCommandState.Disabled)
            {
                return Refused(runs.Refuse(entry.Name, found.DisplayName, Why(entry)), StatusCodes.Status409Conflict, isScripted, back);
            }

            if (!string.IsNullOrEmpty(found.ConfirmationMessage) && form["confirmed"] != "true")
            {
                return new RazorComponentResult<ConfirmPage>(new { Entry = entry, Command = found, Back = back });
            }
        }

        var run = runs.Execute(entry.Resource, found);
        if (isScripted)
        {
            return List();
        }

        await Task.WhenAny(run, Task.Delay(UnscriptedWait, time, cancellationToken));
        return TypedResults.LocalRedirect(back);
    }

    private static async Task<IResult> Dismiss(long number, HttpContext context, CommandRuns runs, CancellationToken cancellationToken)
    {
        runs.Dismiss(number);
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return context.Request.Headers.ContainsKey("HX-Request") ? List() : TypedResults.LocalRedirect(LocalAddress.OrHome(form["back"]));
    }

    private static RazorComponentResult<CommandResultList> List(int status = StatusCodes.Status200OK) => new() { StatusCode = status };

    private static string Why(ResourceEntry entry) => string.Create(CultureInfo.InvariantCulture, $"The command is not available now: {entry.Name} is {entry.Condition.Full.ToLowerInvariant()}.");

    private static IResult Refused(CommandRun run, int status, bool isScripted, string back) =>
        isScripted ? List(status) : new RazorComponentResult<RefusedPage>(new { Run = run, Back = back }) { StatusCode = status };
}
