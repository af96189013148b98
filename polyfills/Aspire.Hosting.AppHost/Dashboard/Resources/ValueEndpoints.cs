using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>Gives out one value that a page masks, to who asks for it with a form of the dashboard's own.</summary>
internal static class ValueEndpoints
{
    public static void Map(DashboardRoutes routes) => routes.Pages.MapPost("/resources/{resource}/values", PostAsync);

    public static string Environment(string name) => $"env:{name}";

    public static string Property(string name) => $"property:{name}";

    private static async Task<IResult> PostAsync(string resource, HttpContext context, ResourceBoard board, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var what = form["of"].ToString();
        if (board.Find(resource) is not { } entry || Find(entry, what) is not { } value)
        {
            return TypedResults.NotFound();
        }

        return context.Request.Headers.Accept.ToString().Contains("text/plain", StringComparison.Ordinal)
            ? TypedResults.Text(value)
            : new RazorComponentResult<RevealedPage>(new { Entry = entry, Name = what[(what.IndexOf(':', StringComparison.Ordinal) + 1)..], Value = value });
    }

    private static string? Find(ResourceEntry entry, string what)
    {
        var snapshot = entry.Snapshot;
        return what.Split(':', 2) switch
        {
            ["env", var name] => snapshot.EnvironmentVariables.FirstOrDefault(v => v.Name == name)?.Value,
            ["property", var name] => snapshot.Properties.FirstOrDefault(p => p.Name == name) is { } property ? PropertyTexts.Of(property.Value) : null,
            _ => null,
        };
    }
}
