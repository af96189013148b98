using System.Text.Json;
using System.Text.Json.Serialization;
using MyArch.Cart.Lines;

namespace MyArch.Cart.Sessions;

/// <summary>A session as it is stored. Members that a document does not have keep the values they are given here, so that an old document loads.</summary>
internal sealed class SessionDocument
{
    /// <summary>1: the cart alone. 2: with a customer and orders.</summary>
    public int Schema { get; set; }

    public string? CustomerId { get; set; }

    public long Version { get; set; }

    public CartLine[] Lines { get; set; } = [];

    public SessionOrder[] Orders { get; set; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string[]? Added { get; set; }

    /// <summary>Members of a newer version of the service.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
