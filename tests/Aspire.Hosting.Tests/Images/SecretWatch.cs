using System.Collections.Concurrent;
using Aspire.Hosting.Tests.Processes;

namespace Aspire.Hosting.Tests.Images;

/// <summary>Looks at every command line of the machine again and again, as any user of it could.</summary>
internal sealed class SecretWatch : IAsyncDisposable
{
    private readonly ConcurrentBag<string> _seen = [];
    private readonly string[] _secrets;
    private readonly Task _watching;
    private volatile bool _stopped;
    private int _rounds;

    public SecretWatch(params string[] secrets)
    {
        _secrets = secrets;
        _watching = Task.Factory.StartNew(Watch, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The command lines that held a secret.</summary>
    public IReadOnlyCollection<string> Seen => _seen;

    public int Rounds => Volatile.Read(ref _rounds);

    public async ValueTask DisposeAsync()
    {
        _stopped = true;
        await _watching;
    }

    private void Watch()
    {
        while (!_stopped)
        {
            foreach (var processId in LinuxProcess.All())
            {
                var commandLine = LinuxProcess.CommandLine(processId);
                if (_secrets.Any(secret => commandLine.Contains(secret, StringComparison.Ordinal)))
                {
                    _seen.Add(commandLine);
                }
            }

            Interlocked.Increment(ref _rounds);
        }
    }
}
