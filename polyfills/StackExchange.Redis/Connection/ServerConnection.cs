using System.Diagnostics.CodeAnalysis;
using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Connection;

/// <summary>
/// One connection from login to its end. Commands are written in the order in which they stand in line, and the server answers in that
/// order, so each answer belongs to the first in line. A command that timed out keeps its place. Anything that puts this order in doubt ends
/// the connection and fails everything in line: no answer is ever given to another's question.
/// </summary>
internal sealed partial class ServerConnection : IThreadPoolWorkItem
{
    private const int ReadBufferSize = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<IPendingCommand> _line = new();
    private readonly OutgoingBuffer _outgoing = new();
    private readonly TaskCompletionSource<RedisConnectionException> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stream _stream;
    private readonly ConnectionLimits _limits;
    private bool _isEnded;
    private bool _isWriting;
    private long _bytesBeingWritten;
    private int _unwritten;
    private long _lastReadAt = Environment.TickCount64;
    private long _lastWriteAt = Environment.TickCount64;

    public ServerConnection(Stream stream, ConnectionLimits limits)
    {
        _stream = stream;
        _limits = limits;
        _ = ReadAsync();
    }

    /// <summary>Completes with the reason when the connection has ended.</summary>
    public Task<RedisConnectionException> Ended => _ended.Task;

    public bool IsOpen => !_ended.Task.IsCompleted;

    /// <summary>Puts a command in line. Never blocks.</summary>
    public SendOutcome TrySend(IPendingCommand command, ReadOnlySpan<byte> request)
    {
        lock (_gate)
        {
            if (_isEnded)
            {
                return SendOutcome.Closed;
            }

            var waiting = _outgoing.Length + _bytesBeingWritten;
            if (_line.Count >= _limits.MaxCommands || (waiting > 0 && waiting + request.Length > _limits.MaxRequestBytes))
            {
                return SendOutcome.Full;
            }

            _outgoing.Append(request);
            _line.Enqueue(command);
            _unwritten++;
            if (_isWriting)
            {
                return SendOutcome.Accepted;
            }

            _isWriting = true;
        }

        // Behind the callers that are about to run: what they send leaves in the same write.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return SendOutcome.Accepted;
    }

    /// <summary>Ends the connection and fails everything in line. The first reason counts.</summary>
    public void End(ConnectionFailureType type, string message, Exception? cause = null)
    {
        IPendingCommand[] line;
        int firstUnwritten;
        lock (_gate)
        {
            if (_isEnded)
            {
                return;
            }

            _isEnded = true;
            line = [.. _line];
            firstUnwritten = line.Length - _unwritten;
            _line.Clear();
        }

        // The reads and writes under way fail, and both loops end.
        _stream.Dispose();
        _ended.SetResult(new RedisConnectionException(type, message, cause));
        for (var index = 0; index < line.Length; index++)
        {
            var status = index < firstUnwritten ? CommandStatus.Sent : CommandStatus.WaitingToBeSent;
            line[index].Fail(new RedisConnectionException(type, $"{message} Command: {line[index].Name}", cause, status));
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever it is ends the connection, and is told to everybody in line.")]
    private async Task WriteAsync()
    {
        try
        {
            while (TakeOutgoing() is { Count: > 0 } full)
            {
                await _stream.WriteAsync(full);
                lock (_gate)
                {
                    _bytesBeingWritten = 0;
                    _lastWriteAt = Environment.TickCount64;
                    _outgoing.Recycle(full.Array!);
                }
            }
        }
        catch (Exception failure)
        {
            End(failure);
        }
    }

    private ArraySegment<byte> TakeOutgoing()
    {
        lock (_gate)
        {
            if (_isEnded || _outgoing.Length == 0)
            {
                _isWriting = false;
                return default;
            }

            var full = _outgoing.Take();
            _bytesBeingWritten = full.Count;
            _unwritten = 0;
            return full;
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever it is ends the connection, and is told to everybody in line.")]
    private async Task ReadAsync()
    {
        var parser = new ReplyParser(_limits.MaxAnswerBytes);
        var buffer = new byte[ReadBufferSize];
        var filled = 0;
        try
        {
            while (true)
            {
                if (filled == buffer.Length)
                {
                    // Only a line that is still without its end stays in the buffer, and the parser bounds lines.
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                var count = await _stream.ReadAsync(buffer.AsMemory(filled));
                if (count == 0)
                {
                    End(ConnectionFailureType.SocketClosed, "The server closed the connection.");
                    return;
                }

                Volatile.Write(ref _lastReadAt, Environment.TickCount64);
                filled = Answer(parser, buffer.AsSpan(0, filled + count));
            }
        }
        catch (Exception failure)
        {
            End(failure);
        }
    }

    /// <summary>Settles what can be settled, moves the rest to the front and returns its length.</summary>
    private int Answer(ReplyParser parser, Span<byte> data)
    {
        ReadOnlySpan<byte> rest = data;
        while (parser.TryRead(ref rest, out var reply))
        {
            IPendingCommand? command;
            lock (_gate)
            {
                if (!_line.TryDequeue(out command))
                {
                    throw new ProtocolException("An answer came that nobody asked for.");
                }
            }

            command.Answer(reply);
        }

        rest.CopyTo(data);
        return rest.Length;
    }

    private void End(Exception failure) => End(
        failure is ProtocolException or UnexpectedReplyException ? ConnectionFailureType.ProtocolFailure
        : failure is IOException or ObjectDisposedException ? ConnectionFailureType.SocketFailure
        : ConnectionFailureType.InternalFailure,
        $"The connection failed: {failure.Message}",
        failure);
}
