using MyArch.Cart.Sessions;

namespace MyArch.Cart.Lines;

/// <summary>What can be done to a cart.</summary>
internal static class CartRules
{
    /// <summary>How many different products a cart holds.</summary>
    public const int MaxLines = 50;

    /// <summary>The smallest quantity of a line.</summary>
    public const int MinQuantity = 1;

    /// <summary>The largest quantity of a line.</summary>
    public const int MaxQuantity = 99;

    /// <summary>What is said of a quantity that is none.</summary>
    public const string QuantityMessage = "must be a whole number from 1 to 99";

    /// <summary>Adds to what is there already. The price is the present one, also for what was added before.</summary>
    private static SessionChange Add(Session session, int productId, int quantity, int unitPriceCents) =>
        Set(session, productId, quantity + (Find(session, productId)?.Quantity ?? 0), unitPriceCents);

    /// <summary>Adds once, however often the same addition comes.</summary>
    /// <param name="session">The session.</param>
    /// <param name="productId">What is added.</param>
    /// <param name="quantity">How many.</param>
    /// <param name="unitPriceCents">What one costs at present.</param>
    /// <param name="idempotencyKey">What the client calls this addition and all its repetitions; null if each is one of its own.</param>
    public static SessionChange Add(Session session, int productId, int quantity, int unitPriceCents, string? idempotencyKey)
    {
        if (Repeat(session, productId, quantity, idempotencyKey) is { } repetition)
        {
            return repetition;
        }

        var change = Add(session, productId, quantity, unitPriceCents);
        return idempotencyKey is not null && change.After is { } after
            ? SessionChange.To(after.WithAdded(AddReceipt.Of(idempotencyKey, productId, quantity)))
            : change;
    }

    /// <summary>What an addition does that came before: nothing, or it is refused because its key was another one's. Null if it did not come before.</summary>
    public static SessionChange? Repeat(Session session, int productId, int quantity, string? idempotencyKey)
    {
        if (idempotencyKey is null)
        {
            return null;
        }

        var receipt = AddReceipt.Of(idempotencyKey, productId, quantity);
        return session.Added.FirstOrDefault(known => AddReceipt.IsOfSameKey(known, receipt)) is not { } known ? null
            : known == receipt ? SessionChange.None
            : Refuse("The key was used before", "This Idempotency-Key belongs to another addition. Use a new key for a new one.");
    }

    /// <summary>Sets how many of a product are in the cart, whether it was there or not.</summary>
    public static SessionChange Set(Session session, int productId, int quantity, int unitPriceCents)
    {
        if (quantity > MaxQuantity)
        {
            return Refuse("Too many of one item", $"The cart would hold {quantity} of this item, and {MaxQuantity} is the most.");
        }

        var line = new CartLine(productId, quantity, unitPriceCents);
        var present = Find(session, productId);
        if (present is null && session.Lines.Count >= MaxLines)
        {
            return Refuse("The cart is full", $"It holds {MaxLines} different items. Remove one first.");
        }

        // A line that says what it said before is no change: the same PUT twice leaves one version.
        return line == present
            ? SessionChange.None
            : SessionChange.To(session.WithLines(present is null ? [.. session.Lines, line] : Replace(session, line)));
    }

    /// <summary>Takes a product out. One that is not there is out already.</summary>
    public static SessionChange Remove(Session session, int productId) => Find(session, productId) is { } line
        ? SessionChange.To(session.WithLines([.. session.Lines.Where(other => other != line)]))
        : SessionChange.None;

    /// <summary>Takes everything out.</summary>
    public static SessionChange Clear(Session session) => session.Lines.Count == 0 ? SessionChange.None : SessionChange.To(session.WithLines([]));

    /// <summary>Gives all lines their present prices; a product that is not sold any more keeps its line, for the visitor to see and remove.</summary>
    public static SessionChange Reprice(Session session, IReadOnlyDictionary<int, int> prices)
    {
        CartLine[] lines = [.. session.Lines.Select(line => prices.TryGetValue(line.ProductId, out var price) ? line with { UnitPriceCents = price } : line)];
        return lines.SequenceEqual(session.Lines) ? SessionChange.None : SessionChange.To(session.WithLines(lines));
    }

    private static CartLine? Find(Session session, int productId) => session.Lines.FirstOrDefault(line => line.ProductId == productId);

    private static CartLine[] Replace(Session session, CartLine changed) =>
        [.. session.Lines.Select(line => line.ProductId == changed.ProductId ? changed : line)];

    private static SessionChange Refuse(string title, string detail) => SessionChange.Refused(
        TypedResults.Problem(detail, title: title, statusCode: StatusCodes.Status409Conflict));
}
