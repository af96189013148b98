using System.Net;
using System.Net.Http.Headers;
using MyArch.ServiceDefaults;

namespace MyArch.Worker.Handlers.Orders;

/// <summary>Hands orders over to the catalog, through the load balancer's internal listener. Fails with <see cref="InternalCallException"/>.</summary>
internal sealed class OrderClient(HttpClient http)
{
    /// <summary>Puts an order. Any number of times the same: the catalog decides once.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="message">The message, the very bytes that were sent.</param>
    /// <param name="cancellationToken">Gives up waiting; the order may have been decided all the same.</param>
    public async Task<HttpStatusCode> PlaceAsync(string orderId, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(message) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await http.PutAsync($"internal/orders/{orderId}", content, cancellationToken);
        return response.StatusCode;
    }
}
