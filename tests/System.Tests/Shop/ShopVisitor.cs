using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace MyArch.SystemTests.Shop;

/// <summary>Somebody who shops: keeps the session cookie as a browser does, and sends one request after the other.</summary>
internal sealed class ShopVisitor(HttpClient site)
{
    private const string Cookie = "sid";
    private string? _sid;

    /// <summary>Sends a request with the session's cookie, and takes a new one from the answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        if (_sid is not null)
        {
            request.Headers.Add("Cookie", $"{Cookie}={_sid}");
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (token is not null)
        {
            request.Headers.Add("X-Consistency-Token", token);
        }

        var response = await site.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            if (cookie.StartsWith($"{Cookie}=", StringComparison.Ordinal))
            {
                _sid = cookie[(Cookie.Length + 1)..].Split(';')[0];
            }
        }

        return response;
    }

    /// <summary>Adds to the cart, with a key of its own as the site does.</summary>
    public Task<HttpResponseMessage> AddAsync(int productId, int quantity) =>
        SendAsync(HttpMethod.Post, "/api/cart/items", new { productId, quantity }, Guid.NewGuid().ToString("N"));

    /// <summary>Puts something into the cart; again with the same key while the session store takes too long to answer, as the site does.</summary>
    public async Task FillAsync(int productId, int quantity)
    {
        var key = Guid.NewGuid().ToString("N");
        using var added = await Eventually.BecomesAsync(
            async _ => await SendAsync(HttpMethod.Post, "/api/cart/items", new { productId, quantity }, key), static response => response.StatusCode == HttpStatusCode.OK, because: "it is in the cart");
    }

    /// <summary>The cart as quantities by product.</summary>
    public async Task<SortedDictionary<int, int>> CartAsync()
    {
        using var response = await SendAsync(HttpMethod.Get, "/api/cart");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var cart = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new(cart.GetProperty("lines").EnumerateArray().ToDictionary(
            static line => line.GetProperty("productId").GetInt32(), static line => line.GetProperty("quantity").GetInt32()));
    }

    /// <summary>The cart, asked for until an instance answers.</summary>
    public Task<SortedDictionary<int, int>> CartAfterFailureAsync() => Eventually.BecomesAsync(
        async cancellationToken =>
        {
            using var response = await SendAsync(HttpMethod.Get, "/api/cart");
            return response.StatusCode == HttpStatusCode.OK ? await CartAsync() : throw new InvalidOperationException($"The cart answers {(int)response.StatusCode}.");
        },
        static _ => true,
        because: "the cart is there again");

    /// <summary>Orders what is in the cart; the same key may be sent again.</summary>
    public Task<HttpResponseMessage> CheckoutAsync(string idempotencyKey) => SendAsync(
        HttpMethod.Post, "/api/cart/checkout", new { name = "Ada Lovelace", email = "ada@example.com", address = "1 Analytical Street, London" }, idempotencyKey);

    /// <summary>
    /// Orders what is in the cart, and returns the order's id; sends it again with the same key while the session store or the queue takes too long to answer, as the site does. That the catalog did is no excuse.
    /// </summary>
    public async Task<string> PlaceAsync(string idempotencyKey)
    {
        var (answer, _) = await Eventually.BecomesAsync(
            async cancellationToken =>
            {
                var answer = await CheckoutAsync(idempotencyKey);
                return (Answer: answer, Words: await answer.Content.ReadAsStringAsync(cancellationToken));
            },
            static seen => seen.Answer.StatusCode != HttpStatusCode.ServiceUnavailable || seen.Words.Contains("catalog", StringComparison.Ordinal),
            because: "the order is taken");
        using (answer)
        {
            return OrderOf(answer);
        }
    }

    /// <summary>The id in an answer to a checkout.</summary>
    public static string OrderOf(HttpResponseMessage accepted)
    {
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return accepted.Headers.Location!.ToString().Split('/')[^1];
    }

    /// <summary>An item's editor: a bearer instead of a session.</summary>
    public static HttpRequestMessage Edit(HttpMethod method, string path, string adminKey, object? body, string? ifMatch)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return request;
    }
}
