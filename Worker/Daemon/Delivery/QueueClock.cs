namespace MyArch.Worker.Daemon.Delivery;

/// <summary>
/// What time it is at the queue, as its messages tell: their times are the queue's own, and the clock of this machine may be wrong by days. It is that late at least; until the first message it is not
/// known at all. Between messages it goes on by what has passed here, which does not jump.
/// </summary>
internal sealed class QueueClock(TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _latest = DateTimeOffset.MinValue;
    private long _seen = time.GetTimestamp();

    /// <summary>What time it is there, at least.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
            {
                return _latest + time.GetElapsedTime(_seen);
            }
        }
    }

    /// <summary>A message was received, so it is no earlier there than the message says.</summary>
    public void Saw(Job job)
    {
        lock (_gate)
        {
            if ((job.FirstReceivedAt ?? job.SentAt) is { } shown && shown > Now)
            {
                (_latest, _seen) = (shown, time.GetTimestamp());
            }
        }
    }
}
