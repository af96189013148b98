using MyArch.DataDefaults;
using Npgsql;

namespace MyArch.Catalog.Customers;

/// <summary>Keeps the customers' profiles. They are read from the primary: few reads, and nobody is to see his old address after he has changed it.</summary>
internal sealed class CustomerStore(Database database)
{
    private const string Select = "SELECT name, email, address FROM customers WHERE id = $1";

    private const string Upsert = """
        INSERT INTO customers (id, name, email, address) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, address = excluded.address, changed_at = now()
        """;

    public Task<CustomerProfile?> FindAsync(string id, CancellationToken cancellationToken) => database.ReadPrimaryAsync(
        async (read, token) =>
        {
            await using var command = new NpgsqlCommand(Select, read.Connection) { Parameters = { new() { Value = id } } };
            await using var row = await command.ExecuteReaderAsync(token);
            return await row.ReadAsync(token) ? new CustomerProfile(row.GetString(0), row.GetString(1), row.GetString(2)) : null;
        },
        cancellationToken);

    public Task<Written<CustomerProfile>> SaveAsync(string id, CustomerProfile profile, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(Upsert, connection)
            {
                Parameters = { new() { Value = id }, new() { Value = profile.Name }, new() { Value = profile.Email }, new() { Value = profile.Address } },
            };
            await command.ExecuteNonQueryAsync(token);
            return profile;
        },
        cancellationToken);
}
