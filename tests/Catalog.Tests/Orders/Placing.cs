using System.Text.Json;

namespace MyArch.Catalog.Tests.Orders;

/// <summary>Hands over orders as the cart does.</summary>
internal static class Placing
{
    private static int _orders;

    /// <summary>An id that no other order has.</summary>
    public static string NewId() => $"order-{Interlocked.Increment(ref _orders)}";

    /// <summary>The message of an order.</summary>
    public static string Message(string id, string customer = "customer-1", params (int Product, int Quantity, int PriceCents)[] lines) => JsonSerializer.Serialize(new
    {
        orderId = id,
        customer = new { id = customer, name = "Ada Lovelace", email = "ada@example.org", address = "12 Square\nLondon" },
        lines = lines.Select(static line => new { productId = line.Product, quantity = line.Quantity, unitPriceCents = line.PriceCents }),
        placedAt = "2026-11-23T12:00:00.1234567Z",
    });

    /// <summary>Hands over an order, and returns the answer.</summary>
    public static Task<HttpResponseMessage> PlaceAsync(this HttpClient caller, string id, string message) =>
        caller.SendJsonAsync(HttpMethod.Put, $"/internal/orders/{id}", message);

    /// <summary>Hands over an order that must be decided, and returns the decision.</summary>
    public static async Task<JsonElement> DecideAsync(this HttpClient caller, string id, params (int Product, int Quantity, int PriceCents)[] lines) =>
        await (await caller.PlaceAsync(id, Message(id, lines: lines))).ShouldBeJsonAsync();

    public static string? Status(this JsonElement order) => order.GetProperty("status").GetString();
}
