using Microsoft.AspNetCore.Http.HttpResults;

namespace Aspire.Hosting.Dashboard.Security;

/// <summary>Addresses that come with a request and that the answer leads to.</summary>
internal static class LocalAddress
{
    /// <summary>A page of this site, whatever the request says; the first page for anything else.</summary>
    public static string OrHome(string? url) => url is ['/', ..] && RedirectHttpResult.IsLocalUrl(url) ? url : "/";
}
