namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of a resource's output.</summary>
/// <param name="LineNumber">Counts the lines of a resource from 1.</param>
/// <param name="Content">The time in UTC (ISO 8601), a blank, and the line.</param>
/// <param name="IsErrorMessage">Whether it came from stderr, or is an error of the host's.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
