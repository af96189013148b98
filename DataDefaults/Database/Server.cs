using Npgsql;
using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>One host of the connection string, and what is known of it.</summary>
internal sealed class Server(string host, int port) : IDisposable
{
    private readonly Lock _gate = new();
    private ServerAnswer? _answer;
    private CancellationTokenSource _lost = new();
    private bool? _isUp;
    private long _behindSince = -1;

    public string Host { get; } = host;

    public int Port { get; } = port;

    /// <summary>The role it had when it last spoke; <see langword="null"/> before it did.</summary>
    public DatabaseRole? Role => Last?.Role;

    /// <summary>Its last word, with the highest position that it was ever seen at since it started.</summary>
    public ServerAnswer? Last
    {
        get
        {
            lock (_gate)
            {
                return _answer;
            }
        }
    }

    /// <summary>What a reader on it surely sees; zero when that is not known.</summary>
    public NpgsqlLogSequenceNumber Position => Last?.Position ?? NpgsqlLogSequenceNumber.Invalid;

    /// <summary>Since when it lacks something that the primary has, by the monitor's clock; <see langword="null"/> when it lacks nothing.</summary>
    public long? BehindSince
    {
        get => Volatile.Read(ref _behindSince) is >= 0 and var since ? since : null;
        set => Volatile.Write(ref _behindSince, value ?? -1);
    }

    /// <summary>It was asked and did not answer. A server that was never asked is not down.</summary>
    public bool IsDown
    {
        get
        {
            lock (_gate)
            {
                return _isUp is false;
            }
        }
    }

    /// <summary>Cancelled when the server is found dead, so that nobody goes on waiting for it.</summary>
    public CancellationToken Lost
    {
        get
        {
            lock (_gate)
            {
                return _lost.Token;
            }
        }
    }

    public override string ToString() => $"{Host}:{Port}";

    public bool IsAt(NpgsqlConnection connection) => connection.Port == Port && string.Equals(connection.Host, Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Takes in what the server said. Answers come out of order, so that a position only rises, until the server starts anew or takes another role. What it said before that, however late it comes, is
    /// of no interest any more: every question to the new run was asked after the last one that the old run answered. (When each started tells only that they are two: clocks are set back.)
    /// </summary>
    /// <returns>What is known of it now.</returns>
    public ServerAnswer Observe(ServerAnswer answer)
    {
        lock (_gate)
        {
            if (_answer is not { } known)
            {
                _answer = answer;
            }
            else if (answer.Started == known.Started && answer.Role == known.Role)
            {
                _answer = answer with
                {
                    Question = Math.Max(answer.Question, known.Question),
                    Position = NpgsqlLogSequenceNumber.Larger(answer.Position, known.Position),
                    End = NpgsqlLogSequenceNumber.Larger(answer.End, known.End),
                };
            }
            else if (answer.Question > known.Question)
            {
                _answer = answer;
            }

            return _answer.Value;
        }
    }

    /// <summary>Notes that it answers.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Up()
    {
        lock (_gate)
        {
            var isNews = _isUp is false;
            _isUp = true;
            return isNews;
        }
    }

    /// <summary>Notes that it does not answer, and sends away who waits for it.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Down()
    {
        CancellationTokenSource lost;
        lock (_gate)
        {
            if (_isUp is false)
            {
                return false;
            }

            _isUp = false;
            (lost, _lost) = (_lost, new CancellationTokenSource());
        }

        // Not on this thread, which belongs to the monitor. The source is left to the collector: readers may be about to register with it.
        _ = lost.CancelAsync();
        return true;
    }

    public void Dispose() => _lost.Dispose();
}
