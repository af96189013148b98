using System.Globalization;
using System.Threading.Channels;
using Amazon.SQS.Model;
using OpenTelemetry;

namespace MyArch.Worker.Daemon.Settling;

/// <summary>
/// Makes calls of up to ten entries each of what is asked for one by one. Nothing waits for a batch to fill: what comes while a call is under way goes together with the next one, so that batches are as
/// large as the load asks for. What fails is tried again, <see cref="MaxAttempts"/> times in all.
/// </summary>
/// <typeparam name="T">What is asked for.</typeparam>
/// <param name="call">Makes one call: entries by their place in the batch; returns those that failed.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="failed">Told about every call that failed.</param>
/// <param name="given">Ends the attempts.</param>
internal sealed class BatchCaller<T>(
    Func<IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<BatchResultErrorEntry>>> call, TimeProvider time, Action<string> failed, CancellationToken given)
{
    /// <summary>How often an entry is tried, as the real daemon tries deletes.</summary>
    public const int MaxAttempts = 5;

    private const int Batch = 10;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    // Not bounded: whoever asks has a place for one message, and waits.
    private readonly Channel<Entry> _waiting = Channel.CreateUnbounded<Entry>();

    /// <summary>Asks for one entry.</summary>
    /// <returns>Whether it was done.</returns>
    public Task<bool> AddAsync(T value)
    {
        var entry = new Entry(value);
        return _waiting.Writer.TryWrite(entry) ? entry.Done.Task : Task.FromResult(false);
    }

    /// <summary>Lets nothing more be asked for; <see cref="RunAsync"/> returns when all is answered.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Makes the calls, one after the other. May run more than once at the same time.</summary>
    public async Task RunAsync()
    {
        using var untraced = SuppressInstrumentationScope.Begin();
        List<Entry> batch = new(Batch);
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < Batch && _waiting.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            await SettleAsync(batch);
            batch.Clear();
        }
    }

    private async Task SettleAsync(List<Entry> batch)
    {
        var left = batch;
        var backoff = new Backoff(FirstWait, LongestWait, time);
        for (var attempt = 1; left.Count > 0; attempt++)
        {
            if (attempt > MaxAttempts || given.IsCancellationRequested)
            {
                left.ForEach(static entry => entry.Done.TrySetResult(false));
                return;
            }

            if (attempt > 1)
            {
                await backoff.WaitAsync(given);
            }

            left = await TryAsync(left);
        }
    }

    /// <returns>The entries that are worth another attempt.</returns>
    private async Task<List<Entry>> TryAsync(List<Entry> entries)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(given);
        deadline.CancelAfter(QueueFailure.CallTimeout);
        Dictionary<string, BatchResultErrorEntry> errors;
        try
        {
            errors = (await call(entries.ConvertAll(static entry => entry.Value), deadline.Token)).ToDictionary(static error => error.Id, StringComparer.Ordinal);
        }
        catch (Exception failure)
        {
            // Whatever it is, also an answer that nobody can read: those who asked wait, and the loop must go on. Given up or not they are told by the caller.
            failed(QueueFailure.TypeOf(failure));
            return entries;
        }

        List<Entry> again = [];
        for (var place = 0; place < entries.Count; place++)
        {
            var entry = entries[place];
            if (!errors.TryGetValue(Id(place), out var error))
            {
                entry.Done.TrySetResult(true);
                continue;
            }

            failed(error.Code);
            if (error.SenderFault == true)
            {
                // The receipt is not valid any more: the message belongs to somebody else by now.
                entry.Done.TrySetResult(false);
            }
            else
            {
                again.Add(entry);
            }
        }

        return again;
    }

    /// <summary>The id of an entry in its batch.</summary>
    public static string Id(int place) => place.ToString(CultureInfo.InvariantCulture);

    private sealed class Entry(T value)
    {
        public T Value => value;

        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
