using System.Diagnostics.Metrics;

namespace MyArch.ServiceDefaults.Tests.Telemetry;

/// <summary>A metric as a service has it.</summary>
internal static class TestMetrics
{
    public const string MeterName = "MyArch.Test";

    private static readonly Meter Meter = new(MeterName);

    public static readonly Counter<long> Calls = Meter.CreateCounter<long>("myarch.test.calls");
}
