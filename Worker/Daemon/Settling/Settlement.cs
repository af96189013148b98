using Amazon.SQS;
using Amazon.SQS.Model;

namespace MyArch.Worker.Daemon.Settling;

/// <summary>Tells the queue what became of messages: done, or to be shown again.</summary>
internal sealed class Settlement : IHostedService, IDisposable
{
    // While the answer to one call is on its way the next ten go out.
    private const int DeletesAtOnce = 2;

    private readonly IAmazonSQS _sqs;
    private readonly string _url;
    private readonly CancellationTokenSource _given = new();
    private readonly BatchCaller<string> _deletes;
    private readonly BatchCaller<Return> _returns;
    private Task _running = Task.CompletedTask;

    public Settlement(IAmazonSQS sqs, WorkerQueue queue, DaemonMetrics metrics, TimeProvider time)
    {
        (_sqs, _url) = (sqs, queue.Url);
        _deletes = new BatchCaller<string>(DeleteAsync, time, error => metrics.SettleFailed("delete", error), _given.Token);
        _returns = new BatchCaller<Return>(ReturnAsync, time, error => metrics.SettleFailed("change_visibility", error), _given.Token);
    }

    /// <summary>Deletes a message.</summary>
    /// <returns>Whether it is deleted; if not it comes again.</returns>
    public Task<bool> DeleteAsync(string receipt) => _deletes.AddAsync(receipt);

    /// <summary>Lets a message be visible again in <paramref name="seconds"/>, at least 1.</summary>
    /// <returns>Whether it will; if not it is visible when its visibility timeout is over.</returns>
    public Task<bool> ReturnAsync(string receipt, int seconds) => _returns.AddAsync(new Return(receipt, seconds));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll([_returns.RunAsync(), .. Enumerable.Range(0, DeletesAtOnce).Select(_ => _deletes.RunAsync())]);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _deletes.Complete();
        _returns.Complete();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _given.CancelAsync();
        await _running;
    }

    // Cancelled instead of disposed, as background services do: a host that is told to stop twice may dispose while this stops.
    public void Dispose() => _given.Cancel();

    private async Task<IReadOnlyList<BatchResultErrorEntry>> DeleteAsync(IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        List<DeleteMessageBatchRequestEntry> entries = new(receipts.Count);
        foreach (var receipt in receipts)
        {
            entries.Add(new DeleteMessageBatchRequestEntry(BatchCaller<string>.Id(entries.Count), receipt));
        }

        return (await _sqs.DeleteMessageBatchAsync(_url, entries, cancellationToken)).Failed ?? [];
    }

    private async Task<IReadOnlyList<BatchResultErrorEntry>> ReturnAsync(IReadOnlyList<Return> returns, CancellationToken cancellationToken)
    {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new(returns.Count);
        foreach (var (receipt, seconds) in returns)
        {
            entries.Add(new ChangeMessageVisibilityBatchRequestEntry(BatchCaller<Return>.Id(entries.Count), receipt) { VisibilityTimeout = seconds });
        }

        return (await _sqs.ChangeMessageVisibilityBatchAsync(_url, entries, cancellationToken)).Failed ?? [];
    }

    private sealed record Return(string Receipt, int Seconds);
}
