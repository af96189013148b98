using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Logging;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>Decides what a page may show of a value at once, and what only on demand.</summary>
internal sealed partial class Secrets(SecretMask known)
{
    /// <summary>Stands in for what is hidden, whatever its length.</summary>
    public const string Mask = "●●●●●●●●";

    /// <summary>A value without what in it is secret: as a whole when its name says so, or only the credentials in an address or a connection string.</summary>
    /// <param name="name">What the value is called.</param>
    /// <param name="value">The value.</param>
    /// <param name="isSensitive">Whether who published it said that it is secret.</param>
    public ShownValue Show(string name, string? value, bool isSensitive = false)
    {
        if (string.IsNullOrEmpty(value))
        {
            return new ShownValue("", IsMasked: false);
        }

        if (isSensitive || SecretName().IsMatch(name))
        {
            return new ShownValue(Mask, IsMasked: true);
        }

        var shown = Text(value);
        return new ShownValue(shown, shown != value);
    }

    /// <summary>A state whose health checks say nothing secret: what they say goes into reasons, too. Variables and properties are masked where they are shown.</summary>
    public CustomResourceSnapshot Masked(CustomResourceSnapshot snapshot) => snapshot with
    {
        HealthReports = [.. snapshot.HealthReports.Select(report => report with
        {
            Description = report.Description is null ? null : Text(report.Description),
            ExceptionText = report.ExceptionText is null ? null : Text(report.ExceptionText),
        })],
    };

    /// <summary>A text without the secrets that the host knows, and without credentials in addresses and connection strings.</summary>
    public string Text(string text)
    {
        // What the host knows to be a secret may be part of anything: the whole value is hidden then.
        if (known.Apply(text) != text)
        {
            return Mask;
        }

        var withoutUsers = UserInfo().Replace(text, $"${{scheme}}{Mask}@");
        return Assignment().Replace(withoutUsers, $"${{name}}{Mask}");
    }

    /// <summary>Names of values that are secret as a whole.</summary>
    [GeneratedRegex(@"key|password|passwd|pwd|passphrase|secret|token|credential|connection[_ .\-]*string|headers|authorization|cookie|certificate|private", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SecretName();

    /// <summary><c>scheme://user:password@host</c>.</summary>
    [GeneratedRegex(@"(?<scheme>[a-z][a-z0-9+.\-]*://)[^/?#\s@]+@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();

    /// <summary><c>Password=…;</c> in connection strings and <c>token=…&amp;</c> in addresses.</summary>
    [GeneratedRegex(@"(?<name>(?:password|passwd|pwd|secret|token|accesskey|apikey|api[_\-]key|accountkey|sharedaccesskey|sig|signature)\s*[=:]\s*)(?:""[^""]*""|'[^']*'|[^;,&\s""']+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Assignment();
}
