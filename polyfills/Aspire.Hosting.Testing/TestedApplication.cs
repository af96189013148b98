using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The application that a test starts and stops. When it is disposed of, its entry point ends and its temporary files go.</summary>
internal sealed class TestedApplication(IHost application, Action cleanUp, TaskCompletionSource<bool>? started = null, Func<Task>? end = null) : DistributedApplication(application)
{
    private readonly Lock _lock = new();
    private Task? _disposal;

    public override async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await base.StartAsync(cancellationToken);
            started?.TrySetResult(true);
        }
        catch (Exception exception)
        {
            started?.TrySetException(exception);
            throw;
        }
    }

    [SuppressMessage("Usage", "CA2215", Justification = "It does, once.")]
    public override async ValueTask DisposeAsync()
    {
        Task disposal;
        lock (_lock)
        {
            disposal = _disposal ??= DisposeOnceAsync();
        }

        await disposal;
    }

    private async Task DisposeOnceAsync()
    {
        await base.DisposeAsync();
        if (end is not null)
        {
            await end();
        }

        cleanUp();
    }
}
