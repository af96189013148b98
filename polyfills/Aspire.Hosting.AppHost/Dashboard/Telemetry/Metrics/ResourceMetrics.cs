namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>The instruments of one resource, and the one lock for them: writers and readers of different resources don't meet.</summary>
internal sealed class ResourceMetrics
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Meter, string Name), InstrumentStore> _instruments = [];
    private readonly List<MetricProcess> _processes = [];
    private bool _isClosed;

    // A process that is new may then be one that was here before.
    private bool _hasForgotten;

    /// <summary>Whether it takes nothing in any more: it was cleared, or its last series was dropped.</summary>
    public bool IsClosed => Volatile.Read(ref _isClosed);

    /// <summary>Takes in what was sent. <see cref="EndExport"/> follows when all of a request is in.</summary>
    /// <returns>How many points were no news or could not be read, and by how much there are more series and bytes; null if this was closed in the meantime.</returns>
    public (int Ignored, int Series, long Bytes)? Add(IEnumerable<MetricBatch> batches, long now)
    {
        using var _ = _lock.EnterScope();
        if (_isClosed)
        {
            return null;
        }

        var (ignored, series, bytes) = (0, 0, -ProcessBytes);
        foreach (var batch in batches)
        {
            var process = ProcessOf(batch.Resource);
            foreach (var data in batch.Metrics)
            {
                var key = (batch.Scope.Name, data.Name);
                if (!_instruments.TryGetValue(key, out var instrument) || instrument.Kind != data.Kind)
                {
                    if (instrument is not null)
                    {
                        // One that has become another kind begins anew, and its counts do not.
                        series -= instrument.Series.Count;
                        bytes -= instrument.Bytes;
                        Forget();
                    }

                    _instruments[key] = instrument = new InstrumentStore(batch.Scope, data);
                }

                var added = instrument.Add(process, batch.Scope, data, now);
                ignored += added.Ignored;
                series += added.Series;
                bytes += added.Bytes;
                process.Saw(added.Newest);
            }
        }

        return (ignored, series, bytes + ProcessBytes);
    }

    /// <summary>An export of a process is over: only now, because what is new in an export was not there in the one before.</summary>
    public void EndExport(TelemetryResource sender)
    {
        using var _ = _lock.EnterScope();
        _processes.Find(known => ReferenceEquals(known.Resource, sender))?.EndExport();
    }

    /// <summary>Reads an instrument under the lock; default if there is none.</summary>
    public T? Read<T>(string meter, string instrument, Func<InstrumentStore, T> read)
    {
        using var _ = _lock.EnterScope();
        return _instruments.TryGetValue((meter, instrument), out var found) ? read(found) : default;
    }

    /// <summary>Reads every instrument under the lock.</summary>
    public IReadOnlyList<T> ReadAll<T>(Func<InstrumentStore, T> read)
    {
        using var _ = _lock.EnterScope();
        return [.. _instruments.Values.Select(read)];
    }

    /// <summary>Reads the instruments of some names, whatever their meters, in the order of the names.</summary>
    public IReadOnlyList<T> ReadNamed<T>(IReadOnlyList<string> names, Func<InstrumentStore, T> read)
    {
        using var _ = _lock.EnterScope();
        return [.. names.SelectMany(name => _instruments.Values.Where(instrument => instrument.Name == name)).Select(read)];
    }

    /// <summary>The series that may be dropped, with when they last changed.</summary>
    public IEnumerable<(InstrumentStore Instrument, MetricSeries Series, long LastChange)> Candidates()
    {
        using var _ = _lock.EnterScope();
        return _isClosed ? [] : [.. _instruments.Values.SelectMany(static instrument => instrument.Series.Select(series => (instrument, series, series.LastChange)))];
    }

    /// <summary>Lets each series drop points, and says how many those were and how many bytes became free.</summary>
    public (int Dropped, long Bytes) Shrink(Func<MetricSeries, int> shrink)
    {
        using var _ = _lock.EnterScope();
        var (dropped, freed) = (0, 0L);
        foreach (var instrument in _instruments.Values)
        {
            foreach (var series in instrument.Series)
            {
                dropped += shrink(series);
                freed -= InstrumentStore.Count(series);
            }
        }

        return (dropped, freed);
    }

    /// <summary>Drops a series, the instrument with its last one, and everything with the last instrument. Says how many bytes that frees; null if it is gone already.</summary>
    public long? Remove(InstrumentStore instrument, MetricSeries series)
    {
        using var _ = _lock.EnterScope();
        var key = (instrument.Scope.Name, instrument.Name);
        if (_isClosed || !_instruments.TryGetValue(key, out var current) || !ReferenceEquals(current, instrument))
        {
            return null;
        }

        if (instrument.Remove(series) is not { } freed)
        {
            return null;
        }

        if (instrument.Series.Count == 0)
        {
            freed += instrument.Bytes;
            _instruments.Remove(key);
            if (_instruments.Count == 0)
            {
                _isClosed = true;
                freed += ProcessBytes;
                _processes.Clear();
            }
        }

        Forget();
        return freed;
    }

    /// <summary>Takes nothing in any more, and says how many series and bytes there were.</summary>
    public (int Series, long Bytes) Close()
    {
        using var _ = _lock.EnterScope();
        _isClosed = true;
        return (_instruments.Values.Sum(static instrument => instrument.Series.Count), _instruments.Values.Sum(static instrument => instrument.Bytes) + ProcessBytes);
    }

    /// <summary>The time of the newest points and between two exports, in milliseconds, of the process that sent last.</summary>
    public (long LastExport, long Interval) Exports()
    {
        using var _ = _lock.EnterScope();
        var last = _processes.MaxBy(static process => process.LastExport);
        return (last?.LastExport ?? 0, last?.Interval ?? 0);
    }

    private void Forget() => _processes.ForEach(static process => process.HasForgotten = true);

    private long ProcessBytes => _processes.Sum(static process => process.Size);

    private MetricProcess ProcessOf(TelemetryResource resource)
    {
        var process = _processes.Find(known => ReferenceEquals(known.Resource, resource));
        if (process is null)
        {
            if (_processes.Count == RunningTotals<double>.Most)
            {
                _processes.Remove(_processes.MinBy(static known => known.LastExport)!);
                _hasForgotten = true;
            }

            process = new MetricProcess(resource) { HasForgotten = _hasForgotten };
            _processes.Add(process);
        }

        return process;
    }
}
