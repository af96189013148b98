using MyArch.Catalog.Customers;
using MyArch.Catalog.Items;
using MyArch.Catalog.Orders;
using MyArch.ServiceDefaults;

namespace MyArch.Catalog;

/// <summary>What the service registers on top of its database and its cache.</summary>
internal static class CatalogServices
{
    /// <summary>Adds the service, with its options from the section <see cref="CatalogOptions.Section"/> and the administrator's key.</summary>
    public static IHostApplicationBuilder AddCatalog(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<CatalogOptions>(CatalogOptions.Section);
        builder.AddAdminKey();
        builder.AddTelemetryMeters(CatalogMetrics.MeterName);
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, CatalogContracts.Default));
        builder.Services.AddSingleton<CatalogMetrics>();
        builder.Services.AddSingleton<ItemReader>();
        builder.Services.AddSingleton<ItemLists>();
        builder.Services.AddSingleton<ItemEditor>();
        builder.Services.AddSingleton<OrderBook>();
        builder.Services.AddSingleton<CustomerStore>();
        return builder;
    }
}
