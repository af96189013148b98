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
            // None of them ends by itself: one that does has failed, and takes the instance with it, since nobody would see a daemon that pulls nothing.
            await await Task.WhenAny([LeadAsync(stoppingToken), .. Enumerable.Range(0, helpers).Select(_ => HelpAsync(stoppingToken))]);
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
            if (!period.TryEnter(out var cut))
            {
                return false;
            }

            try
            {
                if (await ReceiveAsync(wanted, waitSeconds, cut) is { } messages)
                {
                    backoff.Reset();
                    foreach (var message in messages)
                    {
                        places--;
                        deliveries.Begin(message, handBack: period.IsClosed);
                    }

                    return messages.Count == wanted;
                }
            }
            finally
            {
                // Not before the messages are counted as at work: whoever pauses asks for that number next.
                period.Leave();
            }

            if (!cut.IsCancellationRequested)
            {
                await backoff.WaitAsync(stoppingToken);
            }

            return false;
        }
        finally
        {
            slots.Return(places);
        }
    }

    /// <summary>Asks the queue; null if it could not be asked, or the period was over.</summary>
    private async Task<List<Message>?> ReceiveAsync(int most, int waitSeconds, CancellationToken cut)
    {
        var started = time.GetTimestamp();
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cut);
            deadline.CancelAfter(TimeSpan.FromSeconds(waitSeconds) + QueueFailure.CallTimeout);
            var messages = await PollAsync(most, waitSeconds, deadline.Token);
            metrics.Received(messages.Count, time.GetElapsedTime(started));
            if (Interlocked.Exchange(ref _failing, 0) == 1)
            {
                LogBack();
            }

            return messages;
        }
        catch (Exception) when (cut.IsCancellationRequested)
        {
            // However the poll ended that was cut off.
            return null;
        }
        catch (Exception failure)
        {
            // Whatever it is, also an answer that nobody can read: the queue is asked again.
            metrics.ReceiveFailed(failure, time.GetElapsedTime(started));
            if (Interlocked.Exchange(ref _failing, 1) == 0)
            {
                LogAway(failure.Message);
            }

            return null;
        }
    }

    private async Task<List<Message>> PollAsync(int most, int waitSeconds, CancellationToken cancellationToken)
    {
        // A poll belongs to no trace, and most find nothing.
        using var untraced = SuppressInstrumentationScope.Begin();
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
        return response.Messages ?? [];
    }

    [LoggerMessage(1, LogLevel.Warning, "The queue cannot be asked, and is asked again and again: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(2, LogLevel.Information, "The queue answers again")]
    private partial void LogBack();
}
