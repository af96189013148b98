using System.Collections;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>Properties in words.</summary>
internal static class PropertyTexts
{
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        [KnownProperties.ConnectionString] = "Connection string",
        [KnownProperties.WaitingFor] = "Waiting for",
        [KnownProperties.ContainerImage] = "Container image",
        [KnownProperties.ContainerArguments] = "Container arguments",
        [KnownProperties.ExecutablePath] = "Executable path",
        [KnownProperties.ExecutableWorkingDirectory] = "Working directory",
        [KnownProperties.ExecutableArguments] = "Executable arguments",
        [KnownProperties.ExecutablePid] = "Process ID",
        [KnownProperties.ProjectPath] = "Project path",
        [CustomResourceKnownProperties.Source] = "Source",
    };

    public static string TitleOf(string property) => Titles.GetValueOrDefault(property, property);

    /// <summary>A value as text; lists in one line, with quotes around what has blanks.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(' ', list.Cast<object?>().Select(static item => Quoted(Of(item)))),
        _ => value.ToString() ?? "",
    };

    private static string Quoted(string item) => item.Length == 0 || item.Contains(' ', StringComparison.Ordinal) ? $"\"{item}\"" : item;
}
