using MyArch.Cart.Checkout;
using MyArch.Cart.Customers;
using MyArch.Cart.Lines;
using MyArch.Cart.Orders;
using MyArch.ServiceDefaults;

namespace MyArch.Cart;

/// <summary>All routes of the service. What they answer is somebody's own, so that nothing may be kept on the way.</summary>
internal static class CartRoutes
{
    public static WebApplication MapCart(this WebApplication app)
    {
        app.UseCsrfProtection();
        var api = app.MapGroup("/api").AddEndpointFilter(NeverStore).AddEndpointFilter<RouteGroupBuilder, UnavailableFilter>();
        api.MapCartLines();
        api.MapCheckout();
        api.MapOrders();
        api.MapCustomers();
        return app;
    }

    private static ValueTask<object?> NeverStore(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
