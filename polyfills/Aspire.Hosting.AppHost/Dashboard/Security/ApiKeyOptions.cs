using Microsoft.AspNetCore.Authentication;

namespace Aspire.Hosting.Dashboard.Security;

/// <summary>A header and the value that it must have.</summary>
internal sealed class ApiKeyOptions : AuthenticationSchemeOptions
{
    public string Header { get; set; } = "";

    public string Key { get; set; } = "";
}
