using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MyArch.ServiceDefaults;

namespace MyArch.Catalog.Tests.Browser;

/// <summary>
/// The site's real files on a real Kestrel, with just enough of an API behind them to test what the pages do. A test may answer any request itself.
/// The shop with its real services is tested elsewhere.
/// </summary>
internal sealed class StubShop : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<StubRequest> _requests = new();
    private readonly WebApplication _app;

    public StubShop()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { WebRootPath = SiteFiles.Root });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(AnswerForFileAsync);
        _app.UseSite();
        _app.Run(AnswerAsync);

        // A test may answer for a file, too.
        Task AnswerForFileAsync(HttpContext context, RequestDelegate next) =>
            !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && _answers.TryGetValue($"{context.Request.Method} {context.Request.Path}", out var answer)
                ? answer(context)
                : next(context);
    }

    public string Address { get; private set; } = "";

    public List<StubItem> Items { get; } =
    [
        new(1, "Harbour Rain Jacket", 7990),
        new(2, "Alder Field Jacket", 12990, Stock: 3),
        new(3, "Birch Linen Shirt", 3990, Category: "shirts"),
        new(4, "Cedar Oxford Shirt", 4990, Stock: 0, Category: "shirts"),
    ];

    /// <summary>What is in the cart: product, quantity, price.</summary>
    public ImmutableList<(int ProductId, int Quantity, int UnitPriceCents)> Lines { get; set; } = [];

    /// <summary>What has been asked so far.</summary>
    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    public async Task StartAsync()
    {
        await _app.StartAsync();
        Address = _app.Services.GetService(typeof(Microsoft.AspNetCore.Hosting.Server.IServer)) is Microsoft.AspNetCore.Hosting.Server.IServer server
            ? server.Features.Get<IServerAddressesFeature>()!.Addresses.Single()
            : throw new InvalidOperationException("Kestrel does not say where it listens.");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Answers a route like <c>POST /api/cart/checkout</c>.</summary>
    public void On(string route, Func<HttpContext, Task> answer) => _answers[route] = answer;

    /// <summary>Answers a route with these, one after the other, and with the last one ever after.</summary>
    public void OnInTurn(string route, params Func<HttpContext, Task>[] answers)
    {
        var turn = -1;
        On(route, context => answers[Math.Min(Interlocked.Increment(ref turn), answers.Length - 1)](context));
    }

    public IReadOnlyList<StubRequest> RequestsTo(string route) => [.. _requests.Where(request => request.Route == route)];

    /// <summary>Answers with JSON.</summary>
    public static Func<HttpContext, Task> Answer(int status, object body, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return context.Response.WriteAsJsonAsync(body, Json, status >= 400 ? "application/problem+json" : "application/json");
    };

    /// <summary>The answer of a shop that has no instance to spare.</summary>
    public static Func<HttpContext, Task> Busy(int retryAfter = 1) =>
        Answer(503, new { title = "Service Unavailable", status = 503 }, ("Retry-After", retryAfter.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The cart as the API tells it.</summary>
    public Task AnswerCartAsync(HttpContext context) =>
        Answer(200, new { lines = Lines.Select(static line => new { line.ProductId, line.Quantity, line.UnitPriceCents }), version = 1 })(context);

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        var route = $"{request.Method} {request.Path}";
        var body = await reader.ReadToEndAsync();
        var headers = request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Enqueue(new(route, request.QueryString.Value ?? "", headers, body));
        var tier = request.Path.StartsWithSegments("/api/catalog", StringComparison.Ordinal) ? "catalog" : "cart";
        context.Response.Headers["X-Instance"] = $"{tier}-b1";
        context.Response.Headers["X-Zone"] = "b";
        await (_answers.TryGetValue(route, out var answer) ? answer(context) : UsualAsync(context, route, body));
    }

    private Task UsualAsync(HttpContext context, string route, string body)
    {
        var last = route.Split('/')[^1];
        return route switch
        {
            "GET /api/catalog/items" => ListAsync(context),
            "GET /api/catalog/categories" => CategoriesAsync(context),
            _ when route.EndsWith("/picture", StringComparison.Ordinal) => PictureAsync(context),
            _ when route.StartsWith("GET /api/catalog/items/", StringComparison.Ordinal) => ItemAsync(context, int.Parse(last)),
            "GET /api/cart" => AnswerCartAsync(context),
            "POST /api/cart/items" => AddAsync(context, JsonSerializer.Deserialize<JsonElement>(body)),
            _ when route.StartsWith("PUT /api/cart/items/", StringComparison.Ordinal) =>
                SetAsync(context, int.Parse(last), JsonSerializer.Deserialize<JsonElement>(body).GetProperty("quantity").GetInt32()),
            _ when route.StartsWith("DELETE /api/cart/items/", StringComparison.Ordinal) => SetAsync(context, int.Parse(last), 0),
            "GET /api/orders" => Answer(200, new { items = Array.Empty<object>(), next = (string?)null })(context),
            _ => Answer(404, new { title = "Not Found", status = 404 })(context),
        };
    }

    private Task ListAsync(HttpContext context)
    {
        var (q, category, after) = (context.Request.Query["q"].ToString(), context.Request.Query["category"].ToString(), context.Request.Query["after"].ToString());
        var limit = int.Parse(context.Request.Query["limit"].ToString());
        var found = Items.Where(item => item.Name.Contains(q, StringComparison.OrdinalIgnoreCase) && (category.Length == 0 || item.Category == category))
            .Where(item => after.Length == 0 || item.Id > int.Parse(after)).ToList();
        return Answer(
            200, new { items = found.Take(limit), next = found.Count > limit ? found[limit - 1].Id.ToString(CultureInfo.InvariantCulture) : null },
            ("X-Cache", "miss"), ("X-Database", "replica"))(context);
    }

    private Task CategoriesAsync(HttpContext context) =>
        Answer(200, new { items = Items.CountBy(static item => item.Category).Select(static group => new { name = group.Key, count = group.Value }) })(context);

    private Task ItemAsync(HttpContext context, int id) => Items.Find(item => item.Id == id) is { } item
        ? Answer(200, item, ("ETag", $"\"{item.Version}\""), ("X-Cache", "hit"))(context)
        : Answer(404, new { title = "Unknown item", detail = $"There is no item {id}.", status = 404 })(context);

    private static Task PictureAsync(HttpContext context)
    {
        context.Response.ContentType = "image/svg+xml";
        return context.Response.WriteAsync("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><rect width="400" height="400" fill="#eee"/></svg>""");
    }

    private Task AddAsync(HttpContext context, JsonElement line)
    {
        var id = line.GetProperty("productId").GetInt32();
        return SetAsync(context, id, line.GetProperty("quantity").GetInt32() + Lines.Find(present => present.ProductId == id).Quantity);
    }

    private Task SetAsync(HttpContext context, int id, int quantity)
    {
        var index = Lines.FindIndex(line => line.ProductId == id);
        if (quantity > 0 && index >= 0)
        {
            Lines = Lines.SetItem(index, Lines[index] with { Quantity = quantity });
        }
        else if (quantity > 0)
        {
            Lines = Lines.Add((id, quantity, Items.Single(item => item.Id == id).PriceCents));
        }
        else if (index >= 0)
        {
            Lines = Lines.RemoveAt(index);
        }

        context.Response.Cookies.Append("sid", "stub", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" });
        return AnswerCartAsync(context);
    }
}
