using System.Globalization;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Console;

/// <summary>How text looks in a terminal, as <c>ESC [ … m</c> sets it (ECMA-48, "select graphic rendition").</summary>
/// <param name="Foreground">One of the 16 colours, or null for the usual one.</param>
/// <param name="Background">One of the 16 colours, or null for the usual one.</param>
/// <param name="Marks">What else.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ConsoleStyle(int? Foreground, int? Background, ConsoleMarks Marks)
{
    public static ConsoleStyle Plain { get; }

    /// <summary>CSS classes: <c>f0</c>–<c>f15</c>, <c>b0</c>–<c>b15</c>, <c>bold</c>, <c>dim</c>, <c>italic</c>, <c>underline</c>, <c>strike</c>, <c>inverse</c>; empty when plain.</summary>
    public string Classes => string.Join(' ', Names());

    /// <summary>The style after a list of numbers, divided by <c>;</c> or <c>:</c>. What is not known changes nothing.</summary>
    public ConsoleStyle After(ReadOnlySpan<char> parameters)
    {
        var numbers = new List<int>();
        foreach (var range in parameters.SplitAny(';', ':'))
        {
            numbers.Add(parameters[range].IsEmpty ? 0 : int.TryParse(parameters[range], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1);
        }

        var style = this;
        for (var at = 0; at < numbers.Count;)
        {
            style = style.After(numbers, ref at);
        }

        return style;
    }

    private ConsoleStyle After(List<int> numbers, ref int at)
    {
        var number = numbers[at++];
        return number switch
        {
            0 => Plain,
            1 => With(ConsoleMarks.Bold),
            2 => With(ConsoleMarks.Dim),
            3 => With(ConsoleMarks.Italic),
            4 => With(ConsoleMarks.Underline),
            7 => With(ConsoleMarks.Inverse),
            9 => With(ConsoleMarks.Strike),
            22 => Without(ConsoleMarks.Bold | ConsoleMarks.Dim),
            23 => Without(ConsoleMarks.Italic),
            24 => Without(ConsoleMarks.Underline),
            27 => Without(ConsoleMarks.Inverse),
            29 => Without(ConsoleMarks.Strike),
            >= 30 and <= 37 => this with { Foreground = number - 30 },
            38 => ConsoleColours.Read(numbers, ref at) is { } colour ? this with { Foreground = colour } : this,
            39 => this with { Foreground = null },
            >= 40 and <= 47 => this with { Background = number - 40 },
            48 => ConsoleColours.Read(numbers, ref at) is { } colour ? this with { Background = colour } : this,
            49 => this with { Background = null },
            >= 90 and <= 97 => this with { Foreground = number - 90 + 8 },
            >= 100 and <= 107 => this with { Background = number - 100 + 8 },
            _ => this,
        };
    }

    private ConsoleStyle With(ConsoleMarks marks) => this with { Marks = Marks | marks };

    private ConsoleStyle Without(ConsoleMarks marks) => this with { Marks = Marks & ~marks };

    private IEnumerable<string> Names()
    {
        if (Foreground is { } foreground)
        {
            yield return $"f{foreground}";
        }

        if (Background is { } background)
        {
            yield return $"b{background}";
        }

        foreach (var mark in Enum.GetValues<ConsoleMarks>())
        {
            if (mark != ConsoleMarks.None && Marks.HasFlag(mark))
            {
                yield return mark.ToString().ToLowerInvariant();
            }
        }
    }
}
