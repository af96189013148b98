using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace MyArch.Cart;

/// <summary>What the service measures of itself, and the source of the spans that no request makes.</summary>
internal sealed class CartMetrics
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "MyArch.Cart";

    /// <summary>Spans of what the service does by itself.</summary>
    public static readonly ActivitySource Source = new(Name);

    private readonly KeyValuePair<string, object?> _store;
    private readonly Counter<long> _created;
    private readonly Counter<long> _conflicted;
    private readonly Counter<long> _placed;
    private readonly Counter<long> _resent;
    private readonly Counter<long> _unavailable;

    public CartMetrics(IMeterFactory meters, IOptions<CartOptions> options)
    {
        _store = new("myarch.cart.session.store", options.Value.SessionStore.ToString());
        var meter = meters.Create(Name);
        _created = meter.CreateCounter<long>("myarch.cart.session.created", "{session}", "Sessions that were begun.");
        _conflicted = meter.CreateCounter<long>("myarch.cart.session.conflicted", "{write}", "Changes that were made again because another one of the same session was faster.");
        _placed = meter.CreateCounter<long>("myarch.cart.order.placed", "{order}", "Checkouts that were answered with an order.");
        _resent = meter.CreateCounter<long>("myarch.cart.order.resent", "{order}", "Pending orders that were sent again, by how it ended.");
        _unavailable = meter.CreateCounter<long>("myarch.cart.request.unavailable", "{request}", "Requests answered with 503, by what could not be reached.");
    }

    /// <summary>Says on the request's span which of the strategies of keeping sessions served it.</summary>
    public void SessionRead() => Activity.Current?.SetTag(_store.Key, _store.Value);

    public void SessionCreated() => _created.Add(1, _store);

    public void SessionConflicted() => _conflicted.Add(1, _store);

    /// <param name="outcome"><c>frozen</c>, <c>resumed</c> or <c>replayed</c>.</param>
    public void OrderPlaced(string outcome)
    {
        Activity.Current?.SetTag("myarch.cart.order.outcome", outcome);
        _placed.Add(1, new KeyValuePair<string, object?>("myarch.outcome", outcome));
    }

    /// <param name="outcome"><c>placed</c>, <c>failed</c> or <c>expired</c>.</param>
    public void OrderResent(string outcome) => _resent.Add(1, new KeyValuePair<string, object?>("myarch.outcome", outcome));

    /// <param name="dependency"><c>sessions</c>, <c>catalog</c> or <c>queue</c>.</param>
    public void Unavailable(string dependency) => _unavailable.Add(1, new KeyValuePair<string, object?>("myarch.dependency", dependency));
}
