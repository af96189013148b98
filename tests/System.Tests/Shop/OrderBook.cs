using Npgsql;

namespace MyArch.SystemTests.Shop;

/// <summary>The orders as the database has them: what was decided, and what it did to the stock.</summary>
internal sealed class OrderBook : IAsyncDisposable
{
    private readonly ProdSystem _system;
    private NpgsqlConnection _primary;

    private OrderBook(ProdSystem system, NpgsqlConnection primary) => (_system, _primary) = (system, primary);

    /// <summary>Opens it when nothing is left to be decided of earlier tests.</summary>
    public static async Task<OrderBook> OpenAsync(ProdSystem system)
    {
        await JobsQueue.IsEmptyAsync(system);
        return new(system, await system.OpenAdminAsync("postgres-primary", "store"));
    }

    /// <summary>How many orders there are.</summary>
    public async Task<long> CountAsync() => (await RowsAsync("select 0, count(*) from orders"))[0];

    /// <summary>The stock of each product.</summary>
    public Task<Dictionary<long, long>> StockAsync() => RowsAsync("select id, stock from products");

    /// <summary>Waits until every order is decided, and looks that it was decided once: there is no other one, and the stock is right to the piece.</summary>
    /// <param name="orderIds">The orders that were acknowledged since.</param>
    /// <param name="ordersBefore">How many there were before.</param>
    /// <param name="stockBefore">The stock before.</param>
    public async Task ShouldHaveDecidedAsync(IEnumerable<string> orderIds, long ordersBefore, Dictionary<long, long> stockBefore)
    {
        // The server may have been another process when the connection was made.
        await _primary.DisposeAsync();
        _primary = await _system.OpenAdminAsync("postgres-primary", "store");
        var ids = orderIds.ToArray();
        await Eventually.BecomesAsync(
            async cancellationToken =>
            {
                var decided = (await RowsAsync("select 0, count(*) from orders where id = any($1)", ids))[0];
                return (Decided: decided, DeadLetters: await JobsQueue.CountAsync(_system, "jobs-dlq", cancellationToken));
            },
            seen => seen.Decided == ids.Length,
            TimeSpan.FromMinutes(2),
            $"all {ids.Length} orders are decided");
        // What a killed worker had in hand comes once more, and must change nothing.
        await JobsQueue.IsEmptyAsync(_system, TimeSpan.FromMinutes(2));
        (await CountAsync()).ShouldBe(ordersBefore + ids.Length, "there is no order that nobody was told of");
        var sold = await RowsAsync("select product_id, sum(quantity)::bigint from order_lines join orders on orders.id = order_id where orders.status = 'confirmed' and orders.id = any($1) group by product_id", ids);
        var left = await StockAsync();
        foreach (var (product, stock) in stockBefore)
        {
            left[product].ShouldBe(stock - sold.GetValueOrDefault(product), $"product {product}");
        }
    }

    public ValueTask DisposeAsync() => _primary.DisposeAsync();

    private async Task<Dictionary<long, long>> RowsAsync(string sql, params string[][] parameters)
    {
        await using var command = new NpgsqlCommand(sql, _primary);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        await using var reader = await command.ExecuteReaderAsync();
        Dictionary<long, long> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(Convert.ToInt64(reader[0]), Convert.ToInt64(reader[1]));
        }

        return rows;
    }
}
