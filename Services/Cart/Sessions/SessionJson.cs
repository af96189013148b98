using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyArch.Cart.Sessions;

/// <summary>Reads and writes stored sessions. Documents of every older schema are read; those of a newer one as far as they are known.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SessionDocument))]
internal sealed partial class SessionJson : JsonSerializerContext
{
    /// <summary>The schema that this version writes. To be raised, with a step in <see cref="Read"/>, when a member changes its meaning; a new member needs no new schema.</summary>
    public const int Schema = 2;

    public static byte[] Write(Session session) => JsonSerializer.SerializeToUtf8Bytes(
        new SessionDocument
        {
            Schema = Math.Max(session.Schema, Schema),
            CustomerId = session.CustomerId,
            Version = session.Version,
            Lines = [.. session.Lines],
            Orders = [.. session.Orders],
            Added = session.Added.Count == 0 ? null : [.. session.Added],
            Unknown = session.Unknown,
        },
        Default.SessionDocument);

    public static Session Read(ReadOnlySpan<byte> json)
    {
        var document = JsonSerializer.Deserialize(json, Default.SessionDocument) ?? throw new JsonException("A stored session is null.");
        // Schema 1 had no customer: the visitor becomes one now.
        return new(document.CustomerId ?? Session.NewCustomerId(), document.Version, document.Lines, document.Orders)
        {
            Schema = document.Schema,
            Added = document.Added ?? [],
            Unknown = document.Unknown,
        };
    }
}
