using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The application as the entry point sees it: what it runs or starts is what the test starts, and it ends with that.</summary>
internal sealed class EntryPointApplication(DistributedApplication application, TaskCompletionSource<bool> arrived, Task started, Task over) : DistributedApplication(application)
{
    private readonly IHostApplicationLifetime _lifetime = application.Services.GetRequiredService<IHostApplicationLifetime>();

    public override async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _lifetime.ApplicationStopped.Register(stopped.SetResult);
        await Task.WhenAny(stopped.Task, over).WaitAsync(cancellationToken);
    }

    public override Task StartAsync(CancellationToken cancellationToken = default)
    {
        arrived.TrySetResult(true);
        return started.WaitAsync(cancellationToken);
    }

    [SuppressMessage("Usage", "CA2215", Justification = "The test disposes of the application.")]
    public override void Dispose()
    {
        // The test disposes of the application.
    }

    [SuppressMessage("Usage", "CA2215", Justification = "The test disposes of the application.")]
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
