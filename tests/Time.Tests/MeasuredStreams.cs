using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace MyArch.Time.Tests;

/// <summary>What an instance measures of its streams, since this was made.</summary>
internal sealed class MeasuredStreams : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _active;
    private int _refused;
    private int _exceptions;

    public MeasuredStreams(IServiceProvider services)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Other tests' instances have instruments of the same names.
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) =>
        {
            switch (instrument.Name)
            {
                case "myarch.time.stream.active":
                    Interlocked.Add(ref _active, value);
                    break;
                case "myarch.time.stream.refused":
                    Interlocked.Add(ref _refused, value);
                    break;
            }
        });
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (instrument.Name == "aspnetcore.diagnostics.exceptions")
            {
                Interlocked.Add(ref _exceptions, (int)value);
            }
        });
        _listener.Start();
    }

    public int Active => Volatile.Read(ref _active);

    public int Refused => Volatile.Read(ref _refused);

    public int Exceptions => Volatile.Read(ref _exceptions);

    public void Dispose() => _listener.Dispose();
}
