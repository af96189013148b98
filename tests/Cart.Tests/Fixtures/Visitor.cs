using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MyArch.Cart.Lines;

namespace MyArch.Cart.Tests.Fixtures;

/// <summary>A browser's view of the shop: it keeps the cookie, and can be sent to another instance with it.</summary>
internal sealed class Visitor(HttpClient http)
{
    public static readonly object Ada = new { name = "Ada Lovelace", email = "ada@example.org", address = "12 St James's Square\nLondon" };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The value of the cookie <c>sid</c>.</summary>
    public string? Sid { get; set; }

    /// <summary>The last Set-Cookie header, if the last answer had one.</summary>
    public string? SetCookie { get; private set; }

    /// <summary>The same visitor, sent to another instance.</summary>
    public Visitor At(HttpClient other) => new(other) { Sid = Sid };

    public Visitor At(CartServer other) => At(other.Http);

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body is null ? null : JsonContent.Create(body, options: Json), headers);

    public Task<HttpResponseMessage> SendTextAsync(HttpMethod method, string path, string body) =>
        SendAsync(method, path, new StringContent(body, Encoding.UTF8, "application/json"), []);

    public async Task<CartAnswer> CartAsync() => await ReadAsync<CartAnswer>(await GetAsync("api/cart"));

    public async Task<CartAnswer> AddAsync(int productId, int quantity = 1) =>
        await ReadAsync<CartAnswer>(await SendAsync(HttpMethod.Post, "api/cart/items", new { productId, quantity }));

    public async Task<CartAnswer> SetAsync(int productId, int quantity) =>
        await ReadAsync<CartAnswer>(await SendAsync(HttpMethod.Put, $"api/cart/items/{productId}", new { quantity }));

    public async Task<CartAnswer> RemoveAsync(int productId) => await ReadAsync<CartAnswer>(await SendAsync(HttpMethod.Delete, $"api/cart/items/{productId}"));

    public Task<HttpResponseMessage> CheckOutAsync(string key, object? customer = null) =>
        SendAsync(HttpMethod.Post, "api/cart/checkout", customer ?? Ada, ("Idempotency-Key", key));

    /// <summary>Checks out, and returns the order's id.</summary>
    public async Task<string> OrderAsync(string key, object? customer = null)
    {
        using var response = await CheckOutAsync(key, customer);
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted, body);
        var answer = JsonSerializer.Deserialize<CheckoutAnswer>(body, Json)!;
        answer.Status.ShouldBe("placed");
        response.Headers.Location!.ToString().ShouldBe($"/api/orders/{answer.Id}");
        return answer.Id;
    }

    public async Task<OrderList> OrdersAsync() => await ReadAsync<OrderList>(await GetAsync("api/orders"));

    public async Task<OrderAnswer> OrderOfAsync(string id) => await ReadAsync<OrderAnswer>(await GetAsync($"api/orders/{id}"));

    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return JsonElement.Parse(body);
    }

    public static (int, int)[] Quantities(CartAnswer cart) => [.. cart.Lines.Select(static line => (line.ProductId, line.Quantity))];

    public static CartLine[] Lines(CartAnswer cart) => [.. cart.Lines];

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
            response.Headers.CacheControl!.NoStore.ShouldBeTrue();
            return JsonSerializer.Deserialize<T>(body, Json)!;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (Sid is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", $"other=1; sid={Sid}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await http.SendAsync(request);
        SetCookie = response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single() : null;
        if (SetCookie is not null)
        {
            Sid = SetCookie.Split(';')[0]["sid=".Length..];
        }

        return response;
    }
}
