using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace MyArch.Time;

/// <summary>The streams that are open on this instance: at most <see cref="TimeOptions.MaxStreams"/>, all driven by one ticker.</summary>
internal sealed class TimeStreams(WorldClock clock, SecondTicker ticker, TimeMetrics metrics, IOptions<TimeOptions> options)
{
    private int _active;
    private uint _opened;

    /// <summary>Takes a place for a stream. The place is given back when it is disposed.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryOpen([NotNullWhen(true)] out IDisposable? place)
    {
        if (Interlocked.Increment(ref _active) > options.Value.MaxStreams)
        {
            Interlocked.Decrement(ref _active);
            metrics.StreamRefused();
            place = null;
            return false;
        }

        metrics.StreamOpened();
        place = new Place(this);
        return true;
    }

    /// <summary>
    /// The time now, then at the start of every second, until the client has gone or the instance drains. An event's id is its second in Unix time.
    /// A client that comes back with <c>Last-Event-ID</c> gets the time now: what the clock showed while it was away is of no use to it.
    /// </summary>
    public async IAsyncEnumerable<SseItem<TimeAnswer>> ReadAsync(TimeZoneInfo zone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The next tick is taken before an event is sent and not after it: one that comes meanwhile is not missed.
        var next = ticker.Next;
        var second = ticker.Now;
        yield return Event(zone, second, ReconnectAfter());
        while (true)
        {
            await ((Task)next.WaitAsync(cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!next.IsCompletedSuccessfully || cancellationToken.IsCancellationRequested)
            {
                // A client that leaves is no error: ten thousand that leave at once would otherwise cost ten thousand exceptions, also in the moment of a tick.
                yield break;
            }

            var tick = await next;
            next = ticker.Next;
            // Left out are the second whose time the first event has told, and one that has passed while the client was slow.
            if (tick != second && tick == ticker.Now)
            {
                second = tick;
                yield return Event(zone, second, reconnectAfter: null);
            }
        }
    }

    private SseItem<TimeAnswer> Event(TimeZoneInfo zone, DateTimeOffset second, TimeSpan? reconnectAfter) => new(clock.Read(zone, second))
    {
        EventId = second.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ReconnectionInterval = reconnectAfter,
    };

    // 0.25 to 1.25 s, spread evenly: when an instance stops, its clients must not all knock at the next one in the same millisecond.
    private TimeSpan ReconnectAfter() => TimeSpan.FromMilliseconds(250 + (Interlocked.Increment(ref _opened) * 37 % 1000));

    private void Close()
    {
        Interlocked.Decrement(ref _active);
        metrics.StreamClosed();
    }

    private sealed class Place(TimeStreams streams) : IDisposable
    {
        private TimeStreams? _streams = streams;

        public void Dispose()
        {
            Interlocked.Exchange(ref _streams, null)?.Close();
        }
    }
}
