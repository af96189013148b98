using Microsoft.AspNetCore.Routing;

namespace Aspire.Hosting.Dashboard.Hosting;

/// <summary>Where the parts of the dashboard put their endpoints.</summary>
/// <param name="Pages">For people: signed in by cookie, with antiforgery on every unsafe method.</param>
/// <param name="Api">For scripts: with the header <c>x-api-key</c>.</param>
/// <param name="Otlp">For telemetry, on a listener of its own: with the header <c>x-otlp-api-key</c>.</param>
internal sealed record DashboardRoutes(RouteGroupBuilder Pages, RouteGroupBuilder Api, RouteGroupBuilder Otlp);
