using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Options;
using MyArch.Worker.Daemon.Delivery;
using OpenTelemetry;

namespace MyArch.Worker.Daemon.Receiving;

/// <summary>
/// Pulls messages and hands them to <see cref="Deliveries"/>: never more than there are free places, nothing while the intake is paused or the app cannot be reached. One loop waits for messages;
/// when it gets as many as it asked for, others help until a receive comes back with less. While the queue is away every loop asks again, less and less often.
/// </summary>
internal sealed partial class Receiver(
    IAmazonSQS sqs,
    WorkerQueue queue,
    IOptions<SqsdOptions> options,
    SqsdTimes times,
    Intake intake,
    AppGate app,
    Slots slots,
    Deliveries deliveries,
    DaemonMetrics metrics,
    TimeProvider time,
    ILogger<Receiver> logger) : BackgroundService
{
    // What one receive brings at most (D6).
    private const int Batch = 10;

    // One loop can ask for the next batch while the answer to the other's is on its way and read; more than that only wait for each other at the endpoint.
    private const int MaxHelpers = 2;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _helpWanted = new(0, MaxHelpers);
    private int _failing;

    public override void Dispose()
    {
        _helpWanted.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var helpers = Math.Min(MaxHelpers, (options.Value.HttpConnections - 1) / Batch);
            await Task.WhenAll([LeadAsync(stoppingToken), .. Enumerable.Range(0, helpers).Select(_ => HelpAsync(stoppingToken))]);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The instance stops; what was received is settled by those who have it.
        }
    }

    private async Task LeadAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(FirstWait, LongestWait, time);
        while (true)
        {
            if (await PullAsync(options.Value.WaitTimeSeconds, backoff, stoppingToken) && _helpWanted.CurrentCount < MaxHelpers)
            {
                _helpWanted.Release();
            }
        }
    }

    private async Task HelpAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(FirstWait, LongestWait, time);
        while (true)
        {
            await _helpWanted.WaitAsync(stoppingToken);
            // Without waiting at the queue: a helper is needed as long as it is full.
            while (await PullAsync(waitSeconds: 0, backoff, stoppingToken))
            {
            }
        }
    }

    /// <summary>One receive.</summary>
    /// <returns>Whether it brought all that it asked for, so that there are probably more.</returns>
    private async Task<bool> PullAsync(int waitSeconds, Backoff backoff, CancellationToken stoppingToken)
    {
        var places = await slots.TakeAsync(Batch, stoppingToken);
        var wanted = places;
        try
        {
            await app.WaitUntilOpenAsync(stoppingToken);
            var period = await intake.WaitUntilOpenAsync(stoppingToken);
            if (await ReceiveAsync(period, wanted, waitSeconds, backoff, stoppingToken) is not { } messages)
            {
                return false;
            }

            foreach (var message in messages)
            {
                places--;
                deliveries.Begin(message, handBack: period.IsClosed);
            }

            return messages.Count == wanted;
        }
        finally
        {
            slots.Return(places);
        }
    }

    /// <summary>Asks the queue; null if it could not be asked, or the period was over.</summary>
    private async Task<List<Message>?> ReceiveAsync(PollingPeriod period, int most, int waitSeconds, Backoff backoff, CancellationToken stoppingToken)
    {
        if (!period.TryEnter(out var cut))
        {
            return null;
        }

        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cut);
            deadline.CancelAfter(TimeSpan.FromSeconds(waitSeconds) + QueueFailure.CallTimeout);
            var messages = await ReceiveAsync(most, waitSeconds, deadline.Token);
            backoff.Reset();
            if (Interlocked.Exchange(ref _failing, 0) == 1)
            {
                LogBack();
            }

            return messages;
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure) when (QueueFailure.IsOne(failure, cut))
        {
            metrics.ReceiveFailed(failure);
            if (Interlocked.Exchange(ref _failing, 1) == 0)
            {
                LogAway(failure.Message);
            }
        }
        finally
        {
            period.Leave();
        }

        await backoff.WaitAsync(stoppingToken);
        return null;
    }

    private async Task<List<Message>> ReceiveAsync(int most, int waitSeconds, CancellationToken cancellationToken)
    {
        // A poll belongs to no trace, and most find nothing.
        using var untraced = SuppressInstrumentationScope.Begin();
        var started = time.GetTimestamp();
        var response = await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(queue.Url)
            {
                MaxNumberOfMessages = most,
                WaitTimeSeconds = waitSeconds,
                VisibilityTimeout = times.VisibilitySeconds,
                MessageAttributeNames = Job.Attributes,
                MessageSystemAttributeNames = Job.SystemAttributes,
            },
            cancellationToken);
        var messages = response.Messages ?? [];
        metrics.Received(messages.Count, time.GetElapsedTime(started));
        return messages;
    }

    [LoggerMessage(1, LogLevel.Warning, "The queue cannot be asked, and is asked again and again: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(2, LogLevel.Information, "The queue answers again")]
    private partial void LogBack();
}
