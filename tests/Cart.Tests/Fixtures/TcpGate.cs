using System.Net;
using System.Net.Sockets;

namespace MyArch.Cart.Tests.Fixtures;

/// <summary>A connection to a server that a test can cut: what is asked does not arrive, or it arrives and no answer comes back, or nobody listens.</summary>
internal sealed class TcpGate : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Task _accepting;
    private readonly Lock _changing = new();
    private State _state = new(Questions: true, Answers: true, IsRefusing: false);
    private int _held;

    public TcpGate(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many pieces of questions have not been let through.</summary>
    public int HeldQuestions => Volatile.Read(ref _held);

    /// <summary>From now on nothing that is asked arrives.</summary>
    public void HoldQuestions() => Change(new State(Questions: false, Answers: true, IsRefusing: false));

    /// <summary>From now on no answer comes back.</summary>
    public void HoldAnswers() => Change(new State(Questions: true, Answers: false, IsRefusing: false));

    /// <summary>Ends all connections, and from now on every new one at once.</summary>
    public void Refuse() => Change(new State(Questions: false, Answers: false, IsRefusing: true));

    /// <summary>Lets everything pass, also what was held.</summary>
    public void Open() => Change(new State(Questions: true, Answers: true, IsRefusing: false));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private void Change(State state)
    {
        State before;
        lock (_changing)
        {
            (before, _state) = (_state, state);
        }

        before.End();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(PassAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException && _end.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(IPAddress.Loopback, _target);
        await Task.WhenAny(CopyAsync(near, far, static state => state.Questions, HoldAsync), CopyAsync(far, near, static state => state.Answers, static wait => wait), RefusedAsync());
    }

    private async Task HoldAsync(Task wait)
    {
        Interlocked.Increment(ref _held);
        await wait;
    }

    private async Task RefusedAsync()
    {
        while (!_state.IsRefusing)
        {
            await _state.Ended.WaitAsync(_end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, Func<State, bool> mayPass, Func<Task, Task> hold)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _end.Token) is > 0 and var length)
            {
                for (var state = _state; !mayPass(state); state = _state)
                {
                    await hold(state.Ended.WaitAsync(_end.Token));
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, length), _end.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            // Either end has gone.
        }
    }

    /// <summary>What passes, until the next change.</summary>
    private sealed record State(bool Questions, bool Answers, bool IsRefusing)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => _ended.Task;

        public void End() => _ended.TrySetResult();
    }
}
