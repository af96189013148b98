using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace MyArch.ServiceDefaults;

/// <summary>
/// Sends what is left when the host has stopped, within a time of our own: the providers' own disposal waits up to 5 seconds for each signal, which
/// is all the time that a process has.
/// </summary>
internal sealed class TelemetryShutdown(IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>When, counted from the signal, the process should be done; the rest of its 5 seconds is for the runtime to end.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4.4);

    /// <summary>How long it tries even when that time is over.</summary>
    internal static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private long _stopping;
    private TracerProvider? _traces;
    private MeterProvider? _metrics;
    private LoggerProvider? _logs;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // Now and not at the end: a host that is told to stop twice may have disposed its services by then.
        (_traces, _metrics, _logs) = (services.GetService<TracerProvider>(), services.GetService<MeterProvider>(), services.GetService<LoggerProvider>());
        lifetime.ApplicationStopping.Register(() => _stopping = time.GetTimestamp());
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        var left = _stopping == 0 ? Longest : Deadline - time.GetElapsedTime(_stopping);
        var limit = (int)Math.Clamp(left.TotalMilliseconds, Shortest.TotalMilliseconds, Longest.TotalMilliseconds);
        return Task.WhenAll(
            Task.Run(() => _traces?.Shutdown(limit), CancellationToken.None),
            Task.Run(() => _metrics?.Shutdown(limit), CancellationToken.None),
            Task.Run(() => _logs?.Shutdown(limit), CancellationToken.None));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
