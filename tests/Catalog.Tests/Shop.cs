using System.Globalization;
using System.Net;
using System.Text.Json;

namespace MyArch.Catalog.Tests;

/// <summary>One instance on a database of its own, for the tests of one class.</summary>
public sealed class Shop(DataTier tier) : IAsyncLifetime
{
    private CatalogServer? _server;

    internal DataTier Tier => tier;

    internal string Database { get; private set; } = "";

    internal CatalogServer Server => _server ?? throw new InvalidOperationException("The shop is not open.");

    internal HttpClient Visitor { get; private set; } = null!;

    internal HttpClient Admin { get; private set; } = null!;

    internal HttpClient Caller { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await tier.CreateDatabaseAsync();
        // Long enough for what a test reads twice.
        _server = tier.CreateServer(Database, settings: ("Catalog:ListTimeToLive", "00:01:00"));
        (Visitor, Admin, Caller) = (_server.CreateVisitor(), _server.CreateAdmin(), _server.CreateCaller());
    }

    public async Task DisposeAsync()
    {
        Visitor.Dispose();
        Admin.Dispose();
        Caller.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>An item as an administrator sends it.</summary>
    internal static string Body(string name = "Test Cap", int priceCents = 1590, int stock = 10, string category = "caps", string colour = "red") =>
        JsonSerializer.Serialize(new { name, description = "For tests.", category, colour, sizes = (string[])["One size"], priceCents, stock });

    /// <summary>Adds an item and returns its id.</summary>
    internal async Task<int> AddItemAsync(string name = "Test Cap", int priceCents = 1590, int stock = 10)
    {
        var response = await Admin.SendJsonAsync(HttpMethod.Post, "/api/catalog/items", Body(name, priceCents, stock));
        return (await response.ShouldBeJsonAsync(HttpStatusCode.Created)).GetProperty("id").GetInt32();
    }

    /// <summary>Reads until the cache has the answer.</summary>
    internal Task CacheAsync(string path) =>
        Eventually.BecomesAsync(async token => (await Visitor.GetAsync(path, token)).Header("X-Cache"), static outcome => outcome == "hit", because: "it is cached");

    /// <summary>What is in stock of an item, as the database has it.</summary>
    internal async Task<int> StockAsync(int id) =>
        Convert.ToInt32(await tier.ExecuteAsync(Database, $"SELECT stock FROM products WHERE id = {id}"), CultureInfo.InvariantCulture);
}
