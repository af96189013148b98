using MyArch.Cart.Contracts;
using Npgsql;

namespace MyArch.Catalog.Orders;

/// <summary>An order as it was placed, and what was decided about it.</summary>
/// <param name="Reason">Why it was rejected; null if it was confirmed.</param>
internal sealed record StoredOrder(OrderPlaced Placed, string? Reason)
{
    public const string Confirmed = "confirmed";
    public const string Rejected = "rejected";

    /// <summary>Selects the order <c>$1</c> for <see cref="ReadAsync"/>.</summary>
    public const string Select = """
        SELECT orders.id, reason, customer_id, customer_name, customer_email, customer_address, placed_at,
            array_agg(product_id ORDER BY product_id), array_agg(quantity ORDER BY product_id), array_agg(unit_price_cents ORDER BY product_id)
        FROM orders JOIN order_lines ON order_id = orders.id
        WHERE orders.id = $1
        GROUP BY orders.id
        """;

    public string Status => Reason is null ? Confirmed : Rejected;

    /// <summary>Whether the order was placed with these very words.</summary>
    public bool IsOf(OrderPlaced placed) =>
        placed.OrderId == Placed.OrderId && placed.Customer == Placed.Customer && placed.PlacedAt == Placed.PlacedAt && placed.Lines.SequenceEqual(Placed.Lines);

    public Order ToAnswer() => new(
        Placed.OrderId, Status, Reason, Placed.Lines, Placed.TotalCents(), Placed.PlacedAt, new(Placed.Customer.Name, Placed.Customer.Email, Placed.Customer.Address));

    /// <summary>The next row of <see cref="Select"/>; null if there is none.</summary>
    public static async Task<StoredOrder?> ReadAsync(NpgsqlDataReader row, CancellationToken cancellationToken)
    {
        if (!await row.ReadAsync(cancellationToken))
        {
            return null;
        }

        var quantities = row.GetFieldValue<int[]>(8);
        var prices = row.GetFieldValue<int[]>(9);
        return new(
            new(
                row.GetString(0),
                new(row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)),
                [.. row.GetFieldValue<int[]>(7).Select((product, i) => new OrderLine(product, quantities[i], prices[i]))],
                new(row.GetDateTime(6))),
            row.IsDBNull(1) ? null : row.GetString(1));
    }
}
