using System.Collections.Frozen;

namespace MyArch.Catalog.Pictures;

/// <summary>The colours that the shop sells, as they are dyed.</summary>
internal static class Colours
{
    private static readonly FrozenDictionary<string, Shade> ByName = new Dictionary<string, Shade>
    {
        ["beige"] = new(0xD9, 0xC4, 0xA0),
        ["black"] = new(0x2B, 0x2B, 0x2E),
        ["blue"] = new(0x2F, 0x68, 0xB8),
        ["brown"] = new(0x7A, 0x50, 0x34),
        ["burgundy"] = new(0x7C, 0x1F, 0x36),
        ["charcoal"] = new(0x4A, 0x4E, 0x54),
        ["coral"] = new(0xF2, 0x7C, 0x68),
        ["green"] = new(0x2F, 0x85, 0x4E),
        ["grey"] = new(0x9B, 0xA0, 0xA6),
        ["lilac"] = new(0xBF, 0xA5, 0xDB),
        ["mint"] = new(0xA5, 0xDC, 0xC2),
        ["mustard"] = new(0xCF, 0x9B, 0x2B),
        ["navy"] = new(0x22, 0x30, 0x5A),
        ["olive"] = new(0x76, 0x79, 0x3B),
        ["orange"] = new(0xEA, 0x7F, 0x26),
        ["pink"] = new(0xF0, 0xA0, 0xBC),
        ["purple"] = new(0x6D, 0x3F, 0x98),
        ["red"] = new(0xC8, 0x2F, 0x35),
        ["teal"] = new(0x1C, 0x75, 0x7B),
        ["turquoise"] = new(0x35, 0xB4, 0xBC),
        ["white"] = new(0xF4, 0xF3, 0xEF),
        ["yellow"] = new(0xF3, 0xCF, 0x48),
    }.ToFrozenDictionary();

    /// <summary>The names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys.Order(StringComparer.Ordinal)];

    public static bool Has(string name) => ByName.ContainsKey(name);

    /// <summary>The shade of a colour; grey for one that a newer version of the service has brought.</summary>
    public static Shade Of(string name) => ByName.GetValueOrDefault(name, ByName["grey"]);
}
