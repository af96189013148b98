using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>
/// Values that are read from the database once and then from Redis. An entry knows the position of the log that its reader had come to: it is no answer to a request that must see more, and it does
/// not replace what is newer. Without Redis every value comes from the database.
/// </summary>
public sealed class CacheAside
{
    // Beyond every position that a write can have.
    private static readonly NpgsqlLogSequenceNumber Highest = new(ulong.MaxValue);

    private readonly Database _database;
    private readonly CacheStore _store;
    private readonly SharedLoads _loads;
    private readonly DataMetrics _metrics;
    private readonly CacheOptions _options;

    internal CacheAside(Database database, CacheStore store, SharedLoads loads, DataMetrics metrics, IOptions<CacheOptions> options) =>
        (_database, _store, _loads, _metrics, _options) = (database, store, loads, metrics, options.Value);

    /// <summary>The value of a key, from the cache or from the database.</summary>
    /// <param name="key">What it is, <c>item:42</c>; the prefix of <see cref="CacheOptions.Prefix"/> comes before it.</param>
    /// <param name="json">How it is written. An entry that cannot be read by it counts as none.</param>
    /// <param name="atLeast">The position that must be seen, as in <see cref="Database.ReadAsync"/>.</param>
    /// <param name="load">
    /// Reads it, at least to <paramref name="atLeast"/>. One call serves everybody who asks meanwhile, and goes on when this caller has left: it must use nothing that belongs to a request. A failure
    /// goes to all of them and is not cached.
    /// </param>
    /// <param name="cancellationToken">Ends the wait of this caller.</param>
    /// <param name="timeToLive">How long the value is kept, <see cref="CacheOptions.TimeToLive"/> by default.</param>
    public async Task<Cached<T>> GetAsync<T>(
        string key,
        JsonTypeInfo<T> json,
        NpgsqlLogSequenceNumber? atLeast,
        Func<CancellationToken, Task<Loaded<T>>> load,
        CancellationToken cancellationToken,
        TimeSpan? timeToLive = null)
        where T : class
    {
        var entryKey = KeyOf(key);
        var lookup = entryKey is null ? default : await _store.GetAsync(entryKey);
        if (lookup.Bytes is { } bytes)
        {
            if (Read(bytes, json) is not { } found)
            {
                await _store.DiscardAsync(entryKey!, bytes);
            }
            else if (found.Kind != CacheEntryKind.Tombstone && await IsEnoughAsync(found.Position))
            {
                Tell(CacheOutcome.Hit);
                return new Cached<T>(found.Value, CacheOutcome.Hit, Role: null);
            }
        }

        var (loaded, isShared) = await _loads.RunAsync(key, LoadAsync, _options.LoadTimeout, cancellationToken);
        for (var isLater = false; isShared && !IsOfNow(isLater, loaded.Role) && !await IsEnoughAsync(loaded.Position); isLater = true)
        {
            // Whoever began that load did not need to see as much.
            (loaded, isShared) = await _loads.RunAsync(key, LoadAsync, _options.LoadTimeout, cancellationToken);
        }

        if (isShared)
        {
            _metrics.Shared();
            // The read itself is told on the span of whoever began the load.
            DataTags.Tag(loaded.Role);
        }

        Tell(CacheOutcome.Miss);
        return new Cached<T>(loaded.Value, CacheOutcome.Miss, loaded.Role);

        // A later load than the first began after this call. If it read the primary it saw what this caller must see, and without the primary one of his own would see no more.
        bool IsOfNow(bool isLater, DatabaseRole role) => isLater && (role == DatabaseRole.Primary || _database.IsPrimaryDown);

        async Task<bool> IsEnoughAsync(NpgsqlLogSequenceNumber position)
        {
            if (atLeast is { } wanted && position < wanted && await _database.IsBeyondAsync(wanted, cancellationToken))
            {
                atLeast = null;
            }

            return atLeast is not { } least || position >= least;
        }

        async Task<Loaded<T>> LoadAsync(CancellationToken token)
        {
            var value = await load(token);
            // The first lookup may have been before the database said who it is.
            var stored = KeyOf(key) is { } storeKey && await _store.StoreAsync(storeKey, Entry(value.Value, value.Position, json), Spread(value.Value is null ? _options.NegativeTimeToLive : timeToLive ?? _options.TimeToLive));
            _metrics.Loaded(stored ? "stored" : "not_stored");
            return value;
        }

        void Tell(CacheOutcome outcome)
        {
            _metrics.LookedUp(outcome, isBypassed: !lookup.IsAnswered);
            DataTags.Tag(outcome);
        }
    }

    /// <summary>
    /// Tells the cache of a write, after its commit and before its answer. Lazy: what was read before is not used and not stored any more. Write through: the value is stored, unless another transaction ended
    /// at the same time and might have changed it too. If Redis does not answer, readers without the writer's token may see the old value until it expires.
    /// </summary>
    /// <param name="key">As in <see cref="GetAsync"/>.</param>
    /// <param name="json">Likewise.</param>
    /// <param name="value">What a load would find, made of nothing but rows that the transaction has written; <see langword="null"/> when there is none any more, or when it is not known.</param>
    /// <param name="written">The write.</param>
    /// <param name="cancellationToken">Not looked at: the write has happened, and this takes <see cref="CacheOptions.OperationTimeout"/> at most.</param>
    public Task WrittenAsync<T>(string key, JsonTypeInfo<T> json, T? value, Written written, CancellationToken cancellationToken)
        where T : class
    {
        if (KeyOf(key) is not { } entryKey)
        {
            return Task.CompletedTask;
        }

        if (written.Position == NpgsqlLogSequenceNumber.Invalid)
        {
            return InDoubtAsync(key);
        }

        return _options.Mode == CacheMode.WriteThrough && value is not null && written.IsUndisturbed
            ? _store.WriteAsync(entryKey, Entry(value, written.Position, json), Spread(_options.TimeToLive), _options.TombstoneTimeToLive)
            : _store.InvalidateAsync(entryKey, new CacheEntry(CacheEntryKind.Tombstone, written.Position), _options.TombstoneTimeToLive);
    }

    /// <summary>
    /// Tells the cache of a write of which nobody knows whether, or where, it is in the log (<see cref="CommitOutcomeUnknownException"/>): until the tombstone expires
    /// (<see cref="CacheOptions.TombstoneTimeToLive"/>) every read of the key goes to the database, and nothing is stored.
    /// </summary>
    /// <param name="key">As in <see cref="GetAsync"/>.</param>
    public Task InDoubtAsync(string key) => KeyOf(key) is { } entryKey
        ? _store.InvalidateAsync(entryKey, new CacheEntry(CacheEntryKind.Tombstone, Highest), _options.TombstoneTimeToLive)
        : Task.CompletedTask;

    private static CacheEntry Entry<T>(T? value, NpgsqlLogSequenceNumber position, JsonTypeInfo<T> json)
        where T : class => value is null
        ? new CacheEntry(CacheEntryKind.Missing, position)
        : new CacheEntry(CacheEntryKind.Value, position, JsonSerializer.SerializeToUtf8Bytes(value, json));

    private static (CacheEntryKind Kind, NpgsqlLogSequenceNumber Position, T? Value)? Read<T>(byte[] bytes, JsonTypeInfo<T> json)
        where T : class
    {
        if (CacheEntry.Parse(bytes) is not { } entry)
        {
            return null;
        }

        if (entry.Kind != CacheEntryKind.Value)
        {
            return (entry.Kind, entry.Position, null);
        }

        try
        {
            return JsonSerializer.Deserialize(entry.Payload.Span, json) is { } value ? (entry.Kind, entry.Position, value) : null;
        }
        catch (JsonException)
        {
            // Written by another version, or damaged.
            return null;
        }
    }

    // Positions of another system mean nothing in this one.
    private string? KeyOf(string key) => _database.SystemIdentifier is { } system ? $"{_options.Prefix}{system:x}:{key}" : null;

    private TimeSpan Spread(TimeSpan time) => time * (1 - (_options.Jitter * RandomNumberGenerator.GetInt32(0, 1001) / 1000));
}
