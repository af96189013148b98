using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Sums up the increments of slots, from the first until before the last.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct NumberSum(long from, long until) : INumberReceiver
{
    public double Sum { get; private set; }

    public void Take(long first, long last, double value) => Sum += first >= from && first < until ? value : 0;
}
