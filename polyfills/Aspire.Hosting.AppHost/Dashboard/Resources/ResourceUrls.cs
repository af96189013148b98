using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>The addresses of a resource, in the order in which they are shown.</summary>
internal sealed class ResourceUrls(Secrets secrets)
{
    /// <summary>The higher an address's order, the earlier it comes; among equals, https before http and then as they were published.</summary>
    public IReadOnlyList<ResourceUrl> Of(CustomResourceSnapshot snapshot) =>
        [.. snapshot.Urls
            .OrderByDescending(static url => url.DisplayProperties.SortOrder)
            .ThenByDescending(static url => url.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            .Select(Show)];

    private ResourceUrl Show(UrlSnapshot url)
    {
        var address = secrets.Text(url.Url);

        // Whatever else an application publishes, a script behind a link for one, is text.
        var isWeb = Uri.TryCreate(url.Url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
        var text = url.DisplayProperties.DisplayName is { Length: > 0 } name ? name : address;
        return new ResourceUrl(text, isWeb && !url.IsInactive && address == url.Url ? url.Url : null, address, url.Name, url.IsInternal);
    }
}
