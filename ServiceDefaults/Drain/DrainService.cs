using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults;

/// <summary>
/// Gives the host its time limit, and keeps the server open for <see cref="DrainOptions.Delay"/>: hosted services, and the server is one of them,
/// stop after all of the Stopping calls.
/// </summary>
internal sealed class DrainService(IOptions<DrainOptions> drain, IOptions<HostOptions> host, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // Not by configuring HostOptions: the host reads them when it is built, where an invalid delay would hide the errors of all other options.
        host.Value.ShutdownTimeout = drain.Value.Timeout;
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(drain.Value.Delay, time, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
