using System.Globalization;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine.Logging;

/// <summary>The output of one resource: the last lines, and those who read along.</summary>
internal sealed class ResourceLog(SecretMask mask, TimeProvider time)
{
    /// <summary>How many lines are kept; older ones are forgotten.</summary>
    public const int KeptLines = 10_000;

    /// <summary>How many characters are kept at most, without the times in front: fewer lines when they have more than 200 on average. One line can be as long as <see cref="Processes.OutputLines.LongestLine"/>.</summary>
    public const int KeptCharacters = 2_000_000;

    private readonly Lock _lock = new();
    private readonly Queue<LoggedLine> _lines = new();
    private readonly List<Channel<LogLine>> _readers = [];
    private long _count;
    private long _characters;
    private bool _isComplete;

    /// <summary>Called for every line, without the time in front: the text, and whether it is an error.</summary>
    public event Action<string, bool>? Appended;

    public void Append(string text, bool isError)
    {
        var masked = mask.Apply(text);
        lock (_lock)
        {
            // Within the lock: the order of the times is that of the lines.
            var prefix = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffK ", CultureInfo.InvariantCulture);
            var line = new LogLine((int)Math.Min(++_count, int.MaxValue), prefix + masked, isError);
            _lines.Enqueue(new LoggedLine(_count, line, prefix.Length));
            _characters += masked.Length;
            while (_lines.Count > KeptLines || _characters > KeptCharacters)
            {
                _characters -= _lines.Dequeue().TextLength;
            }

            foreach (var reader in _readers)
            {
                reader.Writer.TryWrite(line);
            }
        }

        Appended?.Invoke(masked, isError);
    }

    /// <summary>The last lines without the time in front.</summary>
    public IReadOnlyList<string> Last(int count)
    {
        lock (_lock)
        {
            return [.. _lines.TakeLast(count).Select(entry => entry.Text)];
        }
    }

    /// <summary>The lines after one, for readers that come again and again: they cost nothing in between, whatever the resource writes.</summary>
    /// <param name="number">The number of the last line that the reader has; 0 for none.</param>
    /// <param name="limit">The most lines to return; older ones are left out.</param>
    /// <param name="older">How many of those that are kept were left out.</param>
    public IReadOnlyList<LoggedLine> After(long number, int limit, out int older)
    {
        lock (_lock)
        {
            var kept = (int)Math.Clamp(_count - number, 0, _lines.Count);
            var count = Math.Min(kept, limit);
            older = kept - count;
            return count == 0 ? [] : [.. _lines.Skip(_lines.Count - count)];
        }
    }

    public IReadOnlyList<LogLine> Kept()
    {
        lock (_lock)
        {
            return [.. _lines.Select(entry => entry.Line)];
        }
    }

    /// <summary>What is kept, then every new line, until <see cref="Complete"/>.</summary>
    public ChannelReader<LogLine> Subscribe(out IReadOnlyList<LogLine> kept)
    {
        // A reader that does not keep up loses the oldest lines, as one that comes late does.
        var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(KeptLines) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
        {
            kept = [.. _lines.Select(entry => entry.Line)];
            if (_isComplete)
            {
                channel.Writer.Complete();
            }
            else
            {
                _readers.Add(channel);
            }
        }

        return channel.Reader;
    }

    public void Unsubscribe(ChannelReader<LogLine> reader)
    {
        lock (_lock)
        {
            _readers.RemoveAll(channel => channel.Reader == reader);
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
            _readers.ForEach(reader => reader.Writer.TryComplete());
            _readers.Clear();
        }
    }
}
