using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MyArch.Cart.Customers;
using MyArch.Cart.Sessions;

namespace MyArch.Cart.Checkout;

/// <summary>A checkout, and what makes another one the same.</summary>
/// <param name="IdempotencyKey">What the client calls this attempt and all its repetitions.</param>
/// <param name="Customer">Who orders.</param>
/// <param name="Session">The session with the cart.</param>
internal sealed record CheckoutRequest(string IdempotencyKey, CustomerProfile Customer, StoredSession Session)
{
    /// <summary>Where the key's order is noted. By the customer, not the session's id, which changes with an order.</summary>
    public string KeyOfAttempt => $"idem:{Session.Session.CustomerId}:key:{Hash(IdempotencyKey)}";

    /// <summary>
    /// Where the order of this very cart is noted. By its version, so that a cart that was changed is another one; and by its lines, since a visitor who
    /// keeps his cart himself could bring an old version again.
    /// </summary>
    public string KeyOfCart
    {
        get
        {
            var (version, lines) = (Session.Session.Version, Session.Session.Lines);
            var content = string.Join(';', lines.Select(static line => $"{line.ProductId},{line.Quantity},{line.UnitPriceCents}"));
            return string.Create(CultureInfo.InvariantCulture, $"idem:{Session.Session.CustomerId}:cart:{version}:{Hash(content)}");
        }
    }

    /// <summary>What gives the session its new id, and tells it again to a repetition: nobody has the key but who has made it.</summary>
    public string Renewal => $"checkout {IdempotencyKey} {BodyHash}";

    /// <summary>What tells this body from another one.</summary>
    public string BodyHash => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Customer, CartContracts.Default.CustomerProfile)));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
