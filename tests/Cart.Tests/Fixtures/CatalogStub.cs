using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace MyArch.Cart.Tests.Fixtures;

/// <summary>A real server that speaks the catalog's internal routes, and can be told to hold or to fail.</summary>
public sealed class CatalogStub : IAsyncLifetime
{
    public const string Secret = "the-caller-secret-of-tests";

    private readonly WebApplication _app;

    public CatalogStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            if (AwayPath is { } away && context.Request.Path.StartsWithSegments(away, StringComparison.Ordinal))
            {
                (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (503, "2");
                return Task.CompletedTask;
            }

            context.Response.StatusCode = context.Request.Headers.Authorization == $"Bearer {Secret}" ? Status ?? 200 : 401;
            return context.Response.StatusCode == 200 ? next(context) : Task.CompletedTask;
        });
        _app.MapGet("/internal/prices", GetPricesAsync);
        _app.MapGet("/internal/orders/{id}", GetOrderAsync);
        _app.MapPut("/internal/customers/{id}", async (string id, HttpRequest request, HttpResponse response) =>
        {
            response.Headers["X-Consistency-Token"] = "0/16B3748";
            using var reader = new StreamReader(request.Body);
            Customers[id] = await reader.ReadToEndAsync();
            return TypedResults.Text(Customers[id], "application/json");
        });
        _app.MapGet("/internal/customers/{id}", (string id) => Customers.TryGetValue(id, out var profile) ? TypedResults.Text(profile, "application/json") : (IResult)TypedResults.NotFound());
    }

    public string Address => _app.Urls.First();

    /// <summary>Price in cents by product. The products 1 to 100 cost ten times their number.</summary>
    public ConcurrentDictionary<int, int> Prices { get; } = new(Enumerable.Range(1, 100).Select(static id => KeyValuePair.Create(id, id * 10)));

    /// <summary>The orders that were recorded, as they were sent.</summary>
    public ConcurrentDictionary<string, string> Orders { get; } = new();

    /// <summary>The answers about orders.</summary>
    public ConcurrentDictionary<string, string> Decisions { get; } = new();

    public ConcurrentDictionary<string, string> Customers { get; } = new();

    /// <summary>How many orders were handed over, repetitions included.</summary>
    public int Deliveries => _deliveries;

    /// <summary>What every request is answered with, if set.</summary>
    public int? Status { get; set; }

    /// <summary>The route that is answered with 503 and Retry-After, as without the primary, if set.</summary>
    public string? AwayPath { get; set; }

    /// <summary>The consistency token that the last question for prices came with; empty if it came without.</summary>
    public string PricesToken { get; private set; } = "";

    /// <summary>Why orders are rejected, if set.</summary>
    public string? Rejection { get; set; }

    /// <summary>What every question for prices waits for.</summary>
    public Task BeforePrices { get; set; } = Task.CompletedTask;

    /// <summary>What every question for an order waits for.</summary>
    public Task BeforeStatus { get; set; } = Task.CompletedTask;

    /// <summary>How many times prices were asked for.</summary>
    public int PriceQuestions => _priceQuestions;

    private int _deliveries;
    private int _priceQuestions;

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    /// <summary>Records an order and decides about it, as a worker has it done.</summary>
    public void Decide(string message)
    {
        var order = JsonElement.Parse(message);
        var id = order.GetProperty("orderId").GetString()!;
        Interlocked.Increment(ref _deliveries);
        Orders.GetOrAdd(id, message).ShouldBe(message, "an order is handed over in the very same bytes each time");
        Decisions[id] = JsonSerializer.Serialize(new
        {
            orderId = id,
            status = Rejection is null ? "confirmed" : "rejected",
            reason = Rejection,
            lines = order.GetProperty("lines"),
            placedAt = order.GetProperty("placedAt"),
        });
    }

    private async Task GetPricesAsync(HttpContext context)
    {
        PricesToken = context.Request.Headers["X-Consistency-Token"].ToString();
        Interlocked.Increment(ref _priceQuestions);
        await BeforePrices.WaitAsync(context.RequestAborted);
        var prices = from text in context.Request.Query["id"]
                     let id = int.Parse(text!)
                     where Prices.ContainsKey(id)
                     select new { productId = id, unitPriceCents = Prices[id] };
        await context.Response.WriteAsJsonAsync(new { items = prices.ToArray() });
    }

    private async Task<Results<ContentHttpResult, NotFound>> GetOrderAsync(string id, CancellationToken cancellationToken)
    {
        await BeforeStatus.WaitAsync(cancellationToken);
        return Decisions.TryGetValue(id, out var decision) ? TypedResults.Text(decision, "application/json") : TypedResults.NotFound();
    }
}
