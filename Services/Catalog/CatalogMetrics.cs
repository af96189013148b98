using System.Diagnostics.Metrics;

namespace MyArch.Catalog;

/// <summary>What the service measures of itself. Requests are measured by ASP.NET Core, queries by Npgsql, the cache and the choice of database by DataDefaults.</summary>
internal sealed class CatalogMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MyArch.Catalog";

    private readonly Counter<int> _orders;

    public CatalogMetrics(IMeterFactory meters) =>
        _orders = meters.Create(MeterName).CreateCounter<int>("myarch.catalog.order.placed", "{order}", "Orders that were handed over, by what became of them.");

    /// <param name="outcome"><c>confirmed</c>, <c>rejected</c>, <c>repeated</c> (it had been decided before) or <c>conflict</c>.</param>
    public void OrderPlaced(string outcome) => _orders.Add(1, new KeyValuePair<string, object?>("myarch.outcome", outcome));
}
