using System.Diagnostics.Metrics;

namespace MyArch.ServiceDefaults;

/// <summary>Counts what the resilience of outgoing calls did. docs/telemetry.md lists it all.</summary>
internal sealed class ResilienceMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "MyArch.ServiceDefaults";

    private readonly Counter<long> _retried;
    private readonly Counter<long> _opened;

    public ResilienceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _retried = meter.CreateCounter<long>("myarch.http.client.attempt.retried", "{attempt}", "Attempts of outgoing HTTP calls after the first one.");
        _opened = meter.CreateCounter<long>("myarch.http.client.circuit.opened", "{circuit}", "Times that the circuit of a host, or of one internal route, was opened.");
    }

    public void Retried(Uri host) => _retried.Add(1, new("server.address", host.Host), new("server.port", host.Port));

    public void CircuitOpened(Uri host) => _opened.Add(1, new("server.address", host.Host), new("server.port", host.Port));
}
