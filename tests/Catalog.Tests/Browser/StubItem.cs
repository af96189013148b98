using System.Text.Json.Serialization;

namespace MyArch.Catalog.Tests.Browser;

/// <summary>An item as the API has it, with its version.</summary>
internal sealed record StubItem(int Id, string Name, int PriceCents, int Stock = 20, [property: JsonIgnore] int Version = 1, string Category = "jackets")
{
    public string Description { get; init; } = "Keeps out wind and drizzle.";

    public string Colour { get; init; } = "navy";

    public string[] Sizes { get; init; } = ["S", "M", "L"];
}
