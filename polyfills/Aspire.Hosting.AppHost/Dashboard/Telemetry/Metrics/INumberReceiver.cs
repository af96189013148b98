namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Takes what a <see cref="NumberTrack"/> holds.</summary>
internal interface INumberReceiver
{
    /// <summary>A number and the slots that it is about; <paramref name="first"/> may lie before those that were asked for.</summary>
    void Take(long first, long last, double value);
}
