using MyArch.Cart.Catalog;
using StackExchange.Redis;

namespace MyArch.Cart.Checkout;

/// <summary>
/// Remembers for a day which orders were frozen, and which are still to be handed over. In Redis whichever store the sessions are in: a pending order
/// must be found by every instance, also when its session cannot.
/// </summary>
/// <remarks>
/// <c>order:{id}</c>: hash of <c>state</c>, <c>message</c>, <c>session</c>, and of <c>status</c> and <c>reason</c> once it is decided. <c>idem:{customer}:…</c>: hash of <c>order</c> and <c>body</c>.
/// <c>order:pending</c>: sorted set of ids by the time in ms when they are to be sent again, by the clock of Redis, since those of the instances differ.
/// All of it is also written when the server is full: only a cart becomes an order, and a full server takes no more into carts.
/// </remarks>
internal sealed class OrderRecords(IConnectionMultiplexer redis)
{
    /// <summary>The orders that are still to be handed over.</summary>
    public const string Pending = "order:pending";

    /// <summary>How long a record is kept.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromHours(24);

    // KEYS: the attempt, the cart, the order, the pending ones. ARGV: the body's hash, the order's id, its message (empty: only look), the session's key,
    // the time to live and the time until it is sent again, in ms.
    private const string Freeze = RedisScript.WhenFull + """
        local attempt = redis.call('HMGET', KEYS[1], 'order', 'body')
        if attempt[1] then
          return {attempt[2] == ARGV[1] and 'Known' or 'OtherBody', attempt[1]}
        end
        local cart = redis.call('HMGET', KEYS[2], 'order', 'body')
        if cart[1] then
          if cart[2] ~= ARGV[1] then return {'OtherOrder', cart[1]} end
          redis.call('HSET', KEYS[1], 'order', cart[1], 'body', ARGV[1])
          redis.call('PEXPIRE', KEYS[1], redis.call('PTTL', KEYS[2]))
          return {'Known', cart[1]}
        end
        if ARGV[3] == '' then return {'None', ''} end
        redis.call('HSET', KEYS[3], 'state', 'pending', 'message', ARGV[3], 'session', ARGV[4])
        redis.call('PEXPIRE', KEYS[3], ARGV[5])
        for i = 1, 2 do
          redis.call('HSET', KEYS[i], 'order', ARGV[2], 'body', ARGV[1])
          redis.call('PEXPIRE', KEYS[i], ARGV[5])
        end
        local now = redis.call('TIME')
        redis.call('ZADD', KEYS[4], now[1] * 1000 + math.floor(now[2] / 1000) + ARGV[6], ARGV[2])
        return {'Frozen', ARGV[2]}
        """;

    // KEYS: the order, the pending ones. ARGV: the order's id.
    private const string MarkPlaced = RedisScript.WhenFull + """
        if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'state', 'placed') end
        return redis.call('ZREM', KEYS[2], ARGV[1])
        """;

    // KEYS: the order. ARGV: fields and values of the decision.
    private const string NoteDecision = RedisScript.WhenFull + "if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], unpack(ARGV)) end";

    // KEYS: the pending ones. ARGV: how long they are left to whoever takes them, in ms, and how many to take.
    private const string Take = RedisScript.WhenFull + """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[2])
        for _, id in ipairs(due) do redis.call('ZADD', KEYS[1], now + ARGV[1], id) end
        return due
        """;

    private static readonly RedisValue[] Fields = ["state", "message", "session"];
    private static readonly RedisValue[] DecisionFields = ["state", "status", "reason"];

    private readonly IDatabase _database = redis.GetDatabase();

    /// <summary>The key of an order's record.</summary>
    public static string KeyOf(string orderId) => $"order:{orderId}";

    /// <summary>The order that the attempt, or its unchanged cart, has already.</summary>
    public Task<(FreezeOutcome Outcome, string OrderId)> FindAsync(CheckoutRequest request) => RunAsync(request, "", RedisValue.EmptyString, TimeSpan.Zero);

    /// <summary>Freezes an order as pending, unless the attempt or its unchanged cart has one already: one script, so that of many only one freezes.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="orderId">Its id if it is frozen.</param>
    /// <param name="message">What is handed over.</param>
    /// <param name="resendAfter">When another instance may take care of it.</param>
    public Task<(FreezeOutcome Outcome, string OrderId)> FreezeAsync(CheckoutRequest request, string orderId, byte[] message, TimeSpan resendAfter) =>
        RunAsync(request, orderId, message, resendAfter);

    /// <summary>An order's record; null if it was never frozen, or more than a day ago.</summary>
    public async Task<OrderRecord?> ReadAsync(string orderId)
    {
        var fields = await _database.HashGetAsync(KeyOf(orderId), Fields);
        return fields[0].IsNull ? null : new OrderRecord(orderId, fields[0] == "placed", (byte[])fields[1]!, fields[2].ToString());
    }

    /// <summary>Whether an order has a record, and what the catalog has decided about it, if that was noted.</summary>
    public async Task<(bool IsKept, CatalogOrder? Decision)> FindDecisionAsync(string orderId)
    {
        var fields = await _database.HashGetAsync(KeyOf(orderId), DecisionFields);
        return (!fields[0].IsNull, fields[1].IsNull ? null : new CatalogOrder(orderId, fields[1].ToString(), (string?)fields[2]));
    }

    /// <summary>Notes what the catalog has decided, for all instances and for as long as the record lives.</summary>
    public Task NoteDecisionAsync(CatalogOrder decision) => _database.ScriptEvaluateAsync(
        NoteDecision,
        [KeyOf(decision.OrderId)],
        decision.Reason is { } reason ? ["status", decision.Status, "reason", reason] : ["status", decision.Status]);

    /// <summary>Notes that an order was handed over. Sessions in Redis do it in the script that lists the order.</summary>
    public Task MarkPlacedAsync(string orderId) => _database.ScriptEvaluateAsync(MarkPlaced, [KeyOf(orderId), Pending], [orderId]);

    /// <summary>Takes pending orders that are due. Whoever takes one has it to himself for <paramref name="lease"/>; if he dies it is due again.</summary>
    public async Task<IReadOnlyList<string>> TakeDueAsync(TimeSpan lease, int count) =>
        [.. ((RedisValue[])(await _database.ScriptEvaluateAsync(Take, [Pending], [(long)lease.TotalMilliseconds, count]))!).Select(static id => id.ToString())];

    private async Task<(FreezeOutcome Outcome, string OrderId)> RunAsync(CheckoutRequest request, string orderId, RedisValue message, TimeSpan resendAfter)
    {
        var result = (RedisValue[])(await _database.ScriptEvaluateAsync(
            Freeze,
            [request.KeyOfAttempt, request.KeyOfCart, KeyOf(orderId), Pending],
            [request.BodyHash, orderId, message, request.Session.Key, (long)TimeToLive.TotalMilliseconds, (long)resendAfter.TotalMilliseconds]))!;
        return (Enum.Parse<FreezeOutcome>(result[0].ToString()), result[1].ToString());
    }
}
