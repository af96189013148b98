using MyArch.Catalog.Customers;
using MyArch.Catalog.Items;
using MyArch.Catalog.Orders;
using MyArch.ServiceDefaults;

namespace MyArch.Catalog;

/// <summary>The service's routes: the API under <c>/api/catalog</c>, what other services ask under <c>/internal</c>, and the shop's site for everything else.</summary>
internal static class CatalogEndpoints
{
    /// <summary>The methods that read; HEAD so that curl -I shows who answers.</summary>
    public static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the API, the internal routes and the site.</summary>
    public static WebApplication MapCatalog(this WebApplication app)
    {
        app.UseSite();
        var api = app.MapGroup("/api/catalog");
        api.MapItems();
        api.MapItemEditing();
        // Only what came through the internal listener gets here: see OriginVerification.
        var inside = app.MapGroup(OriginVerification.InternalPath).AddEndpointFilter(NeverStore);
        inside.MapPrices();
        inside.MapOrders();
        inside.MapCustomers();
        return app;
    }

    private static ValueTask<object?> NeverStore(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
