using Aspire.Hosting.Engine.Logging;

namespace Aspire.Hosting.Dashboard.Console;

/// <summary>A line of one resource.</summary>
internal readonly record struct ConsoleLine(string Resource, LoggedLine Logged)
{
    public bool IsError => Logged.Line.IsErrorMessage;

    /// <summary>The text as people read it: without what was meant for a terminal.</summary>
    public string Plain => ConsoleText.Plain(Logged.Text);

    /// <summary>Whether people find this text in it.</summary>
    public static bool Has(LoggedLine logged, string? search) => string.IsNullOrEmpty(search) || ConsoleText.Contains(logged.Line.Content.AsSpan(logged.TextStart), search);

    public static int ByTime(ConsoleLine one, ConsoleLine other) => string.CompareOrdinal(one.Logged.Time, other.Logged.Time);
}
