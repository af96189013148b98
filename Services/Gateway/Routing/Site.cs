namespace MyArch.Gateway.Routing;

/// <summary>What one public host name serves: the routes of its API, and everything else as static files of one target group.</summary>
/// <param name="Host">The host name, without a port.</param>
/// <param name="Title">What the index page calls it.</param>
/// <param name="Summary">One line for the index page.</param>
/// <param name="Group">The target group that serves the page and its static files.</param>
/// <param name="Api">The routes of its API; whatever else lies under <c>/api</c> is not found.</param>
internal sealed record Site(string Host, string Title, string Summary, string Group, params SiteRoute[] Api)
{
    /// <summary>The route of the longest prefix that <paramref name="path"/> lies under.</summary>
    public SiteRoute? FindApi(ReadOnlySpan<char> path)
    {
        SiteRoute? best = null;
        foreach (var route in Api)
        {
            if (route.Covers(path) && (best is null || route.Prefix.Length > best.Prefix.Length))
            {
                best = route;
            }
        }

        return best;
    }
}
