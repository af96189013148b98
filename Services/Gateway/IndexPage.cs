using System.Text.Encodings.Web;
using MyArch.Gateway.Routing;
using MyArch.ServiceDefaults;

namespace MyArch.Gateway;

/// <summary>The page that lists the sites.</summary>
internal sealed class IndexPage
{
    private readonly RouteTable _routes;
    private readonly string _template;

    public IndexPage(RouteTable routes)
    {
        _routes = routes;
        using var resource = new StreamReader(typeof(IndexPage).Assembly.GetManifestResourceStream("IndexPage.html")!);
        _template = resource.ReadToEnd();
    }

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers[InstanceHeaders.Instance] = GatewayProblem.Instance;
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        // The server leaves the body out for HEAD.
        await response.WriteAsync(Render(context.Request), context.RequestAborted);
    }

    private string Render(HttpRequest request)
    {
        var port = request.Host.Port is { } number ? $":{number}" : "";
        var items = _routes.Sites.Select(site =>
            $"""      <li><a href="{request.Scheme}://{site.Host}{port}/"><strong>{Encode(site.Title)}</strong>{Encode(site.Summary)}</a></li>""");
        return _template.Replace("{{sites}}", string.Join('\n', items), StringComparison.Ordinal);
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
