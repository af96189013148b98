using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine.Logging;

/// <summary>A line that a log keeps.</summary>
/// <param name="Number">Counts the lines of the resource from 1, without an end.</param>
/// <param name="Line">The line as others get it, with the time in front.</param>
/// <param name="TextStart">Where the text begins in it.</param>
internal readonly record struct LoggedLine(long Number, LogLine Line, int TextStart)
{
    /// <summary>The line without the time.</summary>
    public string Text => Line.Content[TextStart..];

    public int TextLength => Line.Content.Length - TextStart;

    /// <summary>The time: UTC, ISO 8601.</summary>
    public string Time => Line.Content[..(TextStart - 1)];
}
