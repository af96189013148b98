using MyArch.Cart.Contracts;
using MyArch.ServiceDefaults;
using MyArch.Worker.Handlers.Jobs;

namespace MyArch.Worker.Handlers.Orders;

/// <summary>Brings an order to the catalog, which confirms or rejects it; both are done.</summary>
internal sealed class OrderPlacedHandler(OrderClient orders) : IJobHandler
{
    public string Type => nameof(OrderPlaced);

    public async Task<JobResult> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!JobJson.TryRead(body, JobJson.Default.OrderPlaced, out var order, out var problem))
        {
            return problem;
        }

        if (!TextRule.IsId(order.OrderId))
        {
            // It would be a part of an address.
            return JobResult.Unusable("The order's id is none.");
        }

        try
        {
            return JobResult.Of(await orders.PlaceAsync(order.OrderId, body, cancellationToken), "The order");
        }
        catch (InternalCallException failure)
        {
            return JobResult.Later(failure.Message);
        }
    }
}
