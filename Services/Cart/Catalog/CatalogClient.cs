using System.Net;
using System.Text.Json.Serialization.Metadata;
using MyArch.Cart.Customers;
using MyArch.ServiceDefaults;

namespace MyArch.Cart.Catalog;

/// <summary>Asks the catalog, through the load balancer's internal listener. Fails with <see cref="InternalCallException"/>.</summary>
internal sealed class CatalogClient(HttpClient http)
{
    /// <summary>The present prices of up to 50 items, in euro cents; unknown items are left out.</summary>
    /// <param name="productIds">The items.</param>
    /// <param name="consistencyToken">What the prices have to be as new as; null if nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Dictionary<int, int>> GetPricesAsync(IEnumerable<int> productIds, string? consistencyToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"internal/prices?{string.Join('&', productIds.Select(static id => $"id={id}"))}");
        if (consistencyToken is not null)
        {
            request.Headers.Add(ConsistencyToken.Header, consistencyToken);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        var prices = await ReadAsync(response, CartContracts.Default.CatalogPrices, cancellationToken);
        return prices.Items.ToDictionary(static price => price.ProductId, static price => price.UnitPriceCents);
    }

    /// <summary>What was decided about an order; null if the catalog has none of that id.</summary>
    public async Task<CatalogOrder?> FindOrderAsync(string orderId, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"internal/orders/{orderId}", cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, CartContracts.Default.CatalogOrder, cancellationToken);
    }

    /// <summary>A customer's profile; null if there is none.</summary>
    public async Task<CustomerProfile?> FindCustomerAsync(string customerId, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"internal/customers/{customerId}", cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, CartContracts.Default.CustomerProfile, cancellationToken);
    }

    /// <summary>Saves a customer's profile; returns the write's consistency token, if the catalog tells it.</summary>
    public async Task<string?> SaveCustomerAsync(string customerId, CustomerProfile profile, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync($"internal/customers/{customerId}", profile, CartContracts.Default.CustomerProfile, cancellationToken);
        EnsureSuccess(response);
        return response.Headers.TryGetValues(ConsistencyToken.Header, out var tokens) ? tokens.First() : null;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        EnsureSuccess(response);
        return await response.Content.ReadFromJsonAsync(json, cancellationToken) ?? throw new InternalCallException("The catalog answered null.", response.StatusCode);
    }

    // What the catalog refuses, this service has checked before: a difference between the two, and nothing that a visitor can help.
    private static void EnsureSuccess(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new InternalCallException($"The catalog answered {(int)response.StatusCode}.", response.StatusCode);
        }
    }
}
