using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace MyArch.Gateway.Routing;

/// <summary>
/// Says on a request's span and in its duration which route it took, as ASP.NET Core's own routing does for the services: the gateway has a route table instead of endpoints
/// (https://opentelemetry.io/docs/specs/semconv/http/http-spans/).
/// </summary>
internal static class RouteTelemetry
{
    private const string Attribute = "http.route";

    /// <param name="context">The request.</param>
    /// <param name="template">The route, which has few values: <c>/api/cart/{**path}</c>.</param>
    public static void Describe(HttpContext context, string template)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            span.SetTag(Attribute, template);
            span.DisplayName = $"{context.Request.Method} {template}";
        }

        context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new(Attribute, template));
    }

    /// <summary>The template of everything that lies under a prefix.</summary>
    public static string TemplateOf(string prefix) => $"{prefix}/{{**path}}";
}
