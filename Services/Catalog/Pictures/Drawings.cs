using System.Collections.Frozen;

namespace MyArch.Catalog.Pictures;

/// <summary>One drawing for each category that the shop sells.</summary>
internal static class Drawings
{
    private static readonly FrozenDictionary<string, Drawing> ByCategory = new Dictionary<string, Drawing>
    {
        ["t-shirts"] = Tops.TShirt,
        ["shirts"] = Tops.Shirt,
        ["hoodies"] = Tops.Hoodie,
        ["sweaters"] = Tops.Sweater,
        ["jackets"] = Tops.Jacket,
        ["jeans"] = Bottoms.Jeans,
        ["shorts"] = Bottoms.Shorts,
        ["skirts"] = Bottoms.Skirt,
        ["dresses"] = Bottoms.Dress,
        ["shoes"] = Accessories.Sneaker,
        ["socks"] = Accessories.Socks,
        ["caps"] = Accessories.Cap,
        ["scarves"] = Accessories.Scarf,
    }.ToFrozenDictionary();

    /// <summary>The categories, in alphabetical order.</summary>
    public static IReadOnlyList<string> Categories { get; } = [.. ByCategory.Keys.Order(StringComparer.Ordinal)];

    public static bool Has(string category) => ByCategory.ContainsKey(category);

    /// <summary>The drawing of a category; a clothes hanger for one that a newer version of the service has brought.</summary>
    public static Drawing Of(string category) => ByCategory.GetValueOrDefault(category, Accessories.Hanger);
}
