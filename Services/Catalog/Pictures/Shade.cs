using System.Runtime.InteropServices;

namespace MyArch.Catalog.Pictures;

/// <summary>A colour in red, green and blue. Whole numbers all the way, so that every machine draws the same picture.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Shade(byte Red, byte Green, byte Blue)
{
    private static readonly Shade White = new(255, 255, 255);

    /// <summary>Whether dark lines show well on it.</summary>
    public bool IsLight => (299 * Red) + (587 * Green) + (114 * Blue) > 140_000;

    /// <summary>The colour with <paramref name="percent"/> of white mixed in.</summary>
    public Shade Lighter(int percent) => Mix(White, percent);

    /// <summary>The colour with <paramref name="percent"/> of black mixed in.</summary>
    public Shade Darker(int percent) => Mix(default, percent);

    /// <summary>As SVG writes it, <c>#22305a</c>.</summary>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private Shade Mix(Shade other, int percent) => new(Mix(Red, other.Red, percent), Mix(Green, other.Green, percent), Mix(Blue, other.Blue, percent));

    private static byte Mix(byte one, byte other, int percent) => (byte)(((one * (100 - percent)) + (other * percent)) / 100);
}
