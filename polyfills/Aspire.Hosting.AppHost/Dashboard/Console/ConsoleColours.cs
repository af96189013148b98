namespace Aspire.Hosting.Dashboard.Console;

/// <summary>The many colours of terminals, mapped to the nearest of the 16 that pages have.</summary>
internal static class ConsoleColours
{
    /// <summary>What xterm shows for the 16 (https://invisible-island.net/xterm/).</summary>
    private static readonly (int Red, int Green, int Blue)[] Sixteen =
    [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ];

    /// <summary>The levels of each channel in the colour cube of the 256.</summary>
    private static readonly int[] Levels = [0, 95, 135, 175, 215, 255];

    /// <summary>Reads what follows 38 or 48: <c>5;n</c> (of 256) or <c>2;r;g;b</c>. Null if it is neither; what was read is read.</summary>
    public static int? Read(List<int> numbers, ref int at)
    {
        switch (at < numbers.Count ? numbers[at++] : -1)
        {
            case 5 when at < numbers.Count:
                return OfIndex(numbers[at++]);
            case 2 when at + 2 < numbers.Count:
                at += 3;
                return IsByte(numbers[at - 3]) && IsByte(numbers[at - 2]) && IsByte(numbers[at - 1]) ? Nearest(numbers[at - 3], numbers[at - 2], numbers[at - 1]) : null;
            default:
                at = numbers.Count;
                return null;
        }
    }

    private static int? OfIndex(int index) => index switch
    {
        >= 0 and < 16 => index,
        >= 16 and < 232 => Nearest(Levels[(index - 16) / 36], Levels[(index - 16) / 6 % 6], Levels[(index - 16) % 6]),
        >= 232 and < 256 => Nearest(8 + (10 * (index - 232)), 8 + (10 * (index - 232)), 8 + (10 * (index - 232))),
        _ => null,
    };

    private static bool IsByte(int value) => value is >= 0 and <= 255;

    private static int Nearest(int red, int green, int blue) => Enumerable.Range(0, Sixteen.Length).MinBy(i =>
    {
        var (r, g, b) = (Sixteen[i].Red - red, Sixteen[i].Green - green, Sixteen[i].Blue - blue);
        return (r * r) + (g * g) + (b * b);
    });
}
