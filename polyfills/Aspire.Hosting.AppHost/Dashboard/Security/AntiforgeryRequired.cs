namespace Aspire.Hosting.Dashboard.Security;

/// <summary>Marks endpoints whose unsafe methods need an antiforgery token: a field of the form, or the header <c>x-csrf-token</c>.</summary>
internal sealed class AntiforgeryRequired
{
    public static AntiforgeryRequired Instance { get; } = new();
}
