using MyArch.Cart.Contracts;
using MyArch.Catalog.Items;
using MyArch.DataDefaults;
using Npgsql;

namespace MyArch.Catalog.Orders;

/// <summary>
/// Decides orders, each once. An order takes from the stock of all its lines, or of none and is rejected with the reason: in one transaction with the
/// record of the decision, so that a repeat finds either nothing or the whole.
/// </summary>
/// <remarks>
/// No two orders can wait for each other in a circle: every one locks its id, then its products in the order of their numbers, then its customer. Nothing
/// else in the service locks more than one row.
/// </remarks>
internal sealed class OrderBook(Database database, CacheAside cache, CatalogMetrics metrics)
{
    // A lock and no row, since there is no row yet: of two that place the same order at once, the second waits and then finds it decided.
    private const string LockId = "SELECT pg_advisory_xact_lock(hashtextextended('order ' || $1, 0))";

    private const string LockProducts = "SELECT id, name, price_cents, stock FROM products WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE";

    private const string TakeStock = $"""
        UPDATE products SET stock = stock - taken.quantity, version = version + 1 FROM unnest($1, $2) AS taken (product_id, quantity)
        WHERE products.id = taken.product_id
        RETURNING {VersionedItem.Columns}
        """;

    // The first order makes the profile; one that the customer has saved stays as it is.
    private const string InsertCustomer = "INSERT INTO customers (id, name, email, address) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING";

    private const string InsertOrder = """
        INSERT INTO orders (id, status, reason, customer_id, customer_name, customer_email, customer_address, total_cents, placed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private const string InsertLines = "INSERT INTO order_lines (order_id, product_id, quantity, unit_price_cents) SELECT $1, * FROM unnest($2, $3, $4)";

    /// <summary>Places an order in its canonical form.</summary>
    public async Task<Written<Placement>> PlaceAsync(OrderPlaced placed, CancellationToken cancellationToken)
    {
        Written<Placement> written;
        try
        {
            written = await database.WriteAsync((connection, token) => PlaceAsync(placed, connection, token), cancellationToken);
        }
        catch (CommitOutcomeUnknownException)
        {
            // Whoever hands it over again finds it decided or not; its items are told nothing of that.
            await Task.WhenAll(placed.Lines.Select(line => cache.InDoubtAsync(VersionedItem.KeyOf(line.ProductId))));
            throw;
        }

        var placement = written.Value;
        metrics.OrderPlaced(placement.Outcome switch
        {
            PlacementOutcome.Decided => placement.Order.Status,
            PlacementOutcome.Repeated => "repeated",
            _ => "conflict",
        });
        // Whether the caller still waits or not: it is committed, so the cache must hear of it. All at once: a Redis that hangs is waited for once, and not once for each line.
        // Of doubtful products it hears, too: an instance that died after its commit has told nobody. The cart goes by the cache, and would send the same order again and again.
        await Task.WhenAll([
            .. placement.Taken.Select(item => TellAsync(item.Item.Id, item, written)),
            .. placement.Doubtful.Select(id => TellAsync(id, item: null, written)),
        ]);
        return written;
    }

    /// <summary>Finds an order. From the primary: a replica that is behind would say that an order is unknown which has been confirmed already.</summary>
    public Task<StoredOrder?> FindAsync(string id, CancellationToken cancellationToken) => database.ReadPrimaryAsync(
        async (read, token) =>
        {
            await using var command = new NpgsqlCommand(StoredOrder.Select, read.Connection) { Parameters = { new() { Value = id } } };
            await using var row = await command.ExecuteReaderAsync(token);
            return await StoredOrder.ReadAsync(row, token);
        },
        cancellationToken);

    private static async Task<Placement> PlaceAsync(OrderPlaced placed, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await LockAndFindAsync(placed.OrderId, connection, cancellationToken) is { } existing)
        {
            // Handed over again, perhaps because the first one to decide it died.
            return existing.IsOf(placed) ? new(existing, PlacementOutcome.Repeated, [], Products(placed.Lines)) : new(existing, PlacementOutcome.Conflict, [], []);
        }

        var offers = await LockOffersAsync(placed.Lines, connection, cancellationToken);
        var refusals = placed.Lines
            .Select(line => (line.ProductId, Reason: Offer.Refuse(line, offers.GetValueOrDefault(line.ProductId))))
            .Where(static line => line.Reason is not null)
            .ToArray();
        var order = new StoredOrder(placed, refusals.Length == 0 ? null : string.Join(' ', refusals.Select(static line => line.Reason)));
        return new(order, PlacementOutcome.Decided, await RecordAsync(order, connection, cancellationToken), [.. refusals.Select(static line => line.ProductId)]);
    }

    private static async Task<StoredOrder?> LockAndFindAsync(string id, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Sent together, but the second statement looks only after the first one has the lock.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(LockId) { Parameters = { new() { Value = id } } },
                new(StoredOrder.Select) { Parameters = { new() { Value = id } } },
            },
        };
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        await row.NextResultAsync(cancellationToken);
        return await StoredOrder.ReadAsync(row, cancellationToken);
    }

    private static async Task<Dictionary<int, Offer>> LockOffersAsync(IReadOnlyList<OrderLine> lines, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Dictionary<int, Offer> offers = [];
        await using var command = new NpgsqlCommand(LockProducts, connection) { Parameters = { new() { Value = Products(lines) } } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            offers.Add(row.GetInt32(0), new(row.GetString(1), row.GetInt32(2), row.GetInt32(3)));
        }

        return offers;
    }

    private static async Task<IReadOnlyList<VersionedItem>> RecordAsync(StoredOrder order, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (placed, customer) = (order.Placed, order.Placed.Customer);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(InsertCustomer)
                {
                    Parameters = { new() { Value = customer.Id }, new() { Value = customer.Name }, new() { Value = customer.Email }, new() { Value = customer.Address } },
                },
                new(InsertOrder)
                {
                    Parameters =
                    {
                        new() { Value = placed.OrderId },
                        new() { Value = order.Status },
                        new() { Value = (object?)order.Reason ?? DBNull.Value },
                        new() { Value = customer.Id },
                        new() { Value = customer.Name },
                        new() { Value = customer.Email },
                        new() { Value = customer.Address },
                        new() { Value = placed.TotalCents() },
                        new() { Value = placed.PlacedAt.UtcDateTime },
                    },
                },
                new(InsertLines)
                {
                    Parameters =
                    {
                        new() { Value = placed.OrderId },
                        new() { Value = Products(placed.Lines) },
                        new() { Value = Quantities(placed.Lines) },
                        new() { Value = placed.Lines.Select(static line => line.UnitPriceCents).ToArray() },
                    },
                },
            },
        };
        if (order.Reason is null)
        {
            // Last, since only its rows are read; the products have been locked for long.
            batch.BatchCommands.Add(new(TakeStock) { Parameters = { new() { Value = Products(placed.Lines) }, new() { Value = Quantities(placed.Lines) } } });
        }

        List<VersionedItem> taken = [];
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            taken.Add(VersionedItem.Read(row));
        }

        return taken;
    }

    private Task TellAsync(int id, VersionedItem? item, Written written) =>
        cache.WrittenAsync(VersionedItem.KeyOf(id), CatalogContracts.Default.VersionedItem, item, written, CancellationToken.None);

    private static int[] Products(IReadOnlyList<OrderLine> lines) => [.. lines.Select(static line => line.ProductId)];

    private static int[] Quantities(IReadOnlyList<OrderLine> lines) => [.. lines.Select(static line => line.Quantity)];
}
