using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace MyArch.Testing;

/// <summary>What the instruments of one meter have measured since this was made.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measured> _all = new();
    private readonly ConcurrentQueue<Instrument> _instruments = new();

    /// <param name="meter">The meter's name.</param>
    /// <param name="services">The host whose meter it is: others in this process have meters of the same name. Without it, the meters of all of them.</param>
    public Measurements(string meter, IServiceProvider? services = null)
    {
        var scope = services?.GetService(typeof(IMeterFactory));
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meter && (scope is null || ReferenceEquals(instrument.Meter.Scope, scope)))
            {
                _instruments.Enqueue(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The instruments that there are.</summary>
    public IReadOnlyCollection<Instrument> Instruments => _instruments;

    /// <summary>Everything, in its order.</summary>
    public IReadOnlyCollection<Measured> All => _all;

    /// <summary>The measurements of an instrument that have these attributes, each <c>name=value</c>, and perhaps others.</summary>
    public IReadOnlyList<Measured> Of(string instrument, params IEnumerable<string> attributes) =>
        [.. _all.Where(one => one.Instrument == instrument && attributes.All(one.Attributes.Contains))];

    /// <summary>What a counter has counted.</summary>
    public double Sum(string instrument, params IEnumerable<string> attributes) => Of(instrument, attributes).Sum(static one => one.Value);

    /// <summary>Has the observable instruments say what they see now.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _all.Enqueue(new Measured(instrument.Name, value, [.. tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}")]));
}
