using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Console;

/// <summary>The page Console: what resources write, as they write it.</summary>
internal static class ConsolePages
{
    public static void Add(IServiceCollection services)
    {
        // It needs nothing of its own: the engine keeps the lines.
    }

    public static void Map(DashboardRoutes routes)
    {
        var pages = routes.Pages.MapGroup("/consolelogs");
        pages.MapGet("", Get);
        pages.MapGet("/resource/{resource}", Get);
        pages.MapGet("/stream", Stream);
        pages.MapGet("/download", Download);
    }

    private static Results<RazorComponentResult<ConsolePage>, RedirectHttpResult, NotFound> Get(
        DistributedApplicationModel model, ResourceLoggerService loggers, HttpContext context, string? resource = null, string? search = null)
    {
        // From the form of the page.
        if (context.Request.Query.ContainsKey("resource"))
        {
            return TypedResults.LocalRedirect(ConsolePage.PathOf(resource, search));
        }

        var chosen = model.Chosen(resource);
        if (chosen is null)
        {
            return TypedResults.NotFound();
        }

        var reader = new ConsoleReader(loggers, chosen, search);
        var (lines, skipped) = reader.Read(ConsoleStream.FirstLines);
        var html = new ConsoleHtml(withResource: string.IsNullOrEmpty(resource), search).Of(lines, skipped);
        return new RazorComponentResult<ConsolePage>(new { Names = model.Names(), Resource = resource, Search = search, Lines = html, reader.Position });
    }

    private static Results<ServerSentEventsResult<string>, NotFound> Stream(
        DistributedApplicationModel model, ResourceLoggerService loggers, TimeProvider time, CancellationToken cancellationToken,
        [FromHeader(Name = "Last-Event-ID")] string? last, string? after = null, string? resource = null, string? search = null)
    {
        if (model.Chosen(resource) is not { } chosen)
        {
            return TypedResults.NotFound();
        }

        var reader = new ConsoleReader(loggers, chosen, search);
        // What the browser says by itself when it lost the stream is newer than the address.
        reader.GoOnAfter(ConsoleStream.PositionOf(last) ?? after);
        return TypedResults.ServerSentEvents(ConsoleStream.FollowAsync(reader, new ConsoleHtml(withResource: string.IsNullOrEmpty(resource), search), time, cancellationToken));
    }

    private static Results<PushStreamHttpResult, NotFound> Download(DistributedApplicationModel model, ResourceLoggerService loggers, string? resource = null, string? search = null)
    {
        if (model.Chosen(resource) is not { } chosen)
        {
            return TypedResults.NotFound();
        }

        var (lines, _) = new ConsoleReader(loggers, chosen, search).Read(int.MaxValue);
        return TypedResults.Stream(body => WriteAsync(body, lines, withResource: chosen.Count > 1), "text/plain; charset=utf-8", $"{(string.IsNullOrEmpty(resource) ? "console" : chosen[0])}.log");
    }

    private static async Task WriteAsync(Stream body, IReadOnlyList<ConsoleLine> lines, bool withResource)
    {
        await using var text = new StreamWriter(body, leaveOpen: true);
        foreach (var line in lines)
        {
            await text.WriteAsync($"{line.Logged.Time} {(withResource ? $"{line.Resource} " : "")}{(line.IsError ? "err " : "")}{line.Plain}\n");
        }
    }

    /// <summary>The resource of this name, all for none, or null when there is none of this name.</summary>
    private static IReadOnlyList<string>? Chosen(this DistributedApplicationModel model, string? resource) =>
        string.IsNullOrEmpty(resource) ? model.Names()
        : model.Resources.TryGetByName(resource, out var found) ? [found.Name]
        : null;

    private static IReadOnlyList<string> Names(this DistributedApplicationModel model) => [.. model.Resources.Where(static resource => resource is not ParameterResource).Select(static resource => resource.Name).Order(StringComparer.OrdinalIgnoreCase)];
}
