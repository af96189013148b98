namespace Aspire.Hosting.Dashboard.Console;

/// <summary>How text of a terminal looks beside its colours.</summary>
[Flags]
internal enum ConsoleMarks
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Italic = 4,
    Underline = 8,
    Strike = 16,
    Inverse = 32,
}
