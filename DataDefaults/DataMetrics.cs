using System.Diagnostics.Metrics;

namespace MyArch.DataDefaults;

/// <summary>What is measured of reads, replicas and the cache. Commands and connections are measured by Npgsql.</summary>
internal sealed class DataMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MyArch.DataDefaults";

    private readonly Meter _meter;
    private readonly Counter<long> _reads;
    private readonly Counter<long> _redirects;
    private readonly Counter<long> _writes;
    private readonly Counter<long> _conflicts;
    private readonly Counter<long> _lookups;
    private readonly Counter<long> _loads;
    private readonly Counter<long> _saved;
    private readonly Counter<long> _failures;

    public DataMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _reads = _meter.CreateCounter<long>("myarch.database.read.completed", "{read}", "Reads, by the server that served them and why it was that one.");
        _redirects = _meter.CreateCounter<long>("myarch.database.read.redirected", "{read}", "Reads that went to the primary because the replica had not come to the reader's own write.");
        _writes = _meter.CreateCounter<long>("myarch.database.write.completed", "{write}", "Transactions, by how they ended.");
        _conflicts = _meter.CreateCounter<long>("myarch.database.write.retried", "{write}", "Transactions done again because another one was in the way.");
        _lookups = _meter.CreateCounter<long>("myarch.cache.lookup.completed", "{lookup}", "Values asked of the cache, by outcome.");
        _loads = _meter.CreateCounter<long>("myarch.cache.load.completed", "{load}", "Loads from the database for the cache, by what became of them.");
        _saved = _meter.CreateCounter<long>("myarch.cache.read.saved", "{read}", "Reads of the database that hits and shared loads have saved.");
        _failures = _meter.CreateCounter<long>("myarch.cache.operation.failed", "{operation}", "Operations that Redis did not answer well or in time.");
    }

    public void Observe(Servers servers, TimeProvider time)
    {
        _meter.CreateObservableGauge("myarch.database.replica.lag", () => Lags(servers, server =>
            server.BehindSince is { } since ? time.GetElapsedTime(since).TotalSeconds : 0), "s", "How long the replica has lacked something that the primary has.");
        _meter.CreateObservableGauge("myarch.database.replica.missing", () => Lags(servers, server =>
            servers.Primary is { } primary && primary.Position > server.Position ? (long)(primary.Position - server.Position) : 0), "By", "How much of the primary's log the replica lacks.");
    }

    public void Read(DatabaseRole role, string choice) => _reads.Add(1, new(DataTags.Role, DataTags.NameOf(role)), new(DataTags.Choice, choice));

    public void Redirected() => _redirects.Add(1);

    public void Written(string outcome) => _writes.Add(1, new KeyValuePair<string, object?>(DataTags.Outcome, outcome));

    public void WriteRetried() => _conflicts.Add(1);

    public void LookedUp(CacheOutcome outcome, bool isBypassed)
    {
        _lookups.Add(1, new KeyValuePair<string, object?>(DataTags.CacheOutcome, DataTags.NameOf(outcome)), new("myarch.cache.bypassed", isBypassed));
        if (outcome == DataDefaults.CacheOutcome.Hit)
        {
            _saved.Add(1);
        }
    }

    public void Shared() => _saved.Add(1);

    public void Loaded(string outcome) => _loads.Add(1, new KeyValuePair<string, object?>(DataTags.Outcome, outcome));

    public void Failed(string operation) => _failures.Add(1, new KeyValuePair<string, object?>("myarch.cache.operation", operation));

    private static IEnumerable<Measurement<T>> Lags<T>(Servers servers, Func<Server, T> measure)
        where T : struct =>
        [.. servers.All.Where(static server => server.Role == DatabaseRole.Replica)
            .Select(server => new Measurement<T>(measure(server), new("server.address", server.Host), new("server.port", server.Port)))];
}
