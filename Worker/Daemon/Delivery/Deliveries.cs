using Amazon.SQS.Model;
using Microsoft.Extensions.Options;
using MyArch.Worker.Daemon.Receiving;
using MyArch.Worker.Daemon.Settling;

namespace MyArch.Worker.Daemon.Delivery;

/// <summary>
/// What happens to each message: it is posted to the app; after 200 it is deleted, after anything else it is visible again in <c>ErrorVisibilityTimeout</c>. It has its place until the queue has been
/// told, so that an endpoint that is slow to delete slows down the receiving.
/// </summary>
internal sealed partial class Deliveries(
    AppClient app,
    AppGate gate,
    Settlement settlement,
    QueueClock clock,
    SqsdTimes times,
    IOptions<SqsdOptions> options,
    Abandonment abandonment,
    Slots slots,
    Work work,
    DaemonMetrics metrics,
    TimeProvider time,
    ILogger<Deliveries> logger)
{
    /// <summary>Takes a message that has a place.</summary>
    /// <param name="message">The message.</param>
    /// <param name="handBack">Whether it comes at a time when nothing new is taken, and goes back at once.</param>
    public void Begin(Message message, bool handBack)
    {
        work.Begin();
        _ = RunAsync(message, handBack);
    }

    private async Task RunAsync(Message message, bool handBack)
    {
        // The caller goes on with the next message.
        await Task.Yield();
        metrics.InFlight(1);
        try
        {
            var job = new Job(message);
            await (handBack ? ReturnAsync(job, SqsdTimes.HandBackSeconds) : DeliverAsync(job));
        }
        catch (Exception fault)
        {
            // An error of this program and of one message. The others go on; this one is visible again when its time is over.
            LogFault(fault, message.MessageId);
        }
        finally
        {
            metrics.InFlight(-1);
            slots.Return(1);
            work.End();
        }
    }

    private async Task DeliverAsync(Job job)
    {
        clock.Saw(job);
        // By the queue's own clock, and never one that comes for the first time: a machine whose clock is wrong would delete what nobody has tried.
        if (job is { ReceiveCount: > 1, FirstReceivedAt: { } first } && clock.Now - first > times.Retention)
        {
            metrics.Expired();
            LogExpired(job.Message.MessageId, job.ReceiveCount);
            await DeleteAsync(job);
            return;
        }

        metrics.Waited(job, time.GetUtcNow());
        var started = time.GetTimestamp();
        var result = await PostAsync(job);
        metrics.Delivered(job, result, time.GetElapsedTime(started));
        if (result == DeliveryResult.Unreachable)
        {
            gate.Close();
        }

        if (result.IsDone)
        {
            if (await DeleteAsync(job))
            {
                metrics.Completed(job, time.GetUtcNow());
            }

            return;
        }

        if (result == DeliveryResult.GivenUp)
        {
            await ReturnAsync(job, SqsdTimes.HandBackSeconds);
            return;
        }

        if (job.ReceiveCount >= options.Value.MaxRetries)
        {
            metrics.DeadLettered(job);
            LogLast(job.Message.MessageId, job.Label, job.ReceiveCount, result.Error);
        }
        else
        {
            LogFailed(job.Message.MessageId, job.Label, job.ReceiveCount, result.Error);
        }

        await ReturnAsync(job, times.ErrorVisibilitySeconds);
    }

    private async Task<DeliveryResult> PostAsync(Job job)
    {
        using var span = metrics.StartProcess(job);
        var result = await app.PostAsync(job, isTraced: span is not null, abandonment.Token);
        DaemonMetrics.Complete(span, result);
        return result;
    }

    private async Task<bool> DeleteAsync(Job job)
    {
        var isDeleted = await settlement.DeleteAsync(job.Message.ReceiptHandle);
        if (!isDeleted)
        {
            LogNotDeleted(job.Message.MessageId);
        }

        return isDeleted;
    }

    private async Task ReturnAsync(Job job, int seconds)
    {
        if (!await settlement.ReturnAsync(job.Message.ReceiptHandle, seconds))
        {
            LogNotReturned(job.Message.MessageId);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} ({Type}) failed at its delivery {Count} and comes again: {Error}")]
    private partial void LogFailed(string messageId, string? type, int count, string? error);

    [LoggerMessage(2, LogLevel.Error, "Message {MessageId} ({Type}) failed at its delivery {Count} and is a dead letter: {Error}")]
    private partial void LogLast(string messageId, string? type, int count, string? error);

    [LoggerMessage(3, LogLevel.Error, "Message {MessageId} is deleted undelivered after {Count} receives: it is older than the retention period")]
    private partial void LogExpired(string messageId, int count);

    [LoggerMessage(4, LogLevel.Warning, "Message {MessageId} is done and could not be deleted: it will be delivered again")]
    private partial void LogNotDeleted(string messageId);

    [LoggerMessage(5, LogLevel.Warning, "Message {MessageId} could not be given back: it is visible again when its visibility timeout is over")]
    private partial void LogNotReturned(string messageId);

    [LoggerMessage(6, LogLevel.Error, "Message {MessageId} could not be worked on")]
    private partial void LogFault(Exception exception, string messageId);
}
