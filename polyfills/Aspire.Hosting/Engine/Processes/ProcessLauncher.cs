using System.Collections.Concurrent;
using System.Diagnostics;

namespace Aspire.Hosting.Engine.Processes;

/// <summary>
/// Starts every child from one thread that lives as long as the launcher: PR_SET_PDEATHSIG follows the <em>thread</em> that forked, so children started
/// from pool threads would die with those. When the host goes, in whatever way, its children go too (see also <see cref="ProcessGuardian"/>).
/// </summary>
internal sealed class ProcessLauncher : IAsyncDisposable
{
    private const int RememberedLines = 2_000;
    private const int LinesInMessages = 20;

    private readonly TimeProvider _time;
    private readonly BlockingCollection<Action> _work = [];
    private readonly ConcurrentDictionary<ChildProcess, bool> _children = [];
    private readonly Lazy<ProcessGuardian> _guardian = new(ProcessGuardian.Start);
    private readonly Thread _thread;

    public ProcessLauncher(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _thread = new Thread(Work) { IsBackground = true, Name = "process launcher" };
        _thread.Start();
    }

    /// <summary>Starts a program.</summary>
    /// <exception cref="DistributedApplicationException">The program, its user or its working directory is missing.</exception>
    public async Task<ChildProcess> StartAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        var command = CommandChain.For(spec);
        if (!Directory.Exists(spec.WorkingDirectory))
        {
            throw new DistributedApplicationException($"Resource '{spec.Name}': its working directory '{spec.WorkingDirectory}' does not exist.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _work.Add(() => Start(spec, command, started, cancellationToken), cancellationToken);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(ProcessLauncher), $"Resource '{spec.Name}' cannot start: the host is stopping.");
        }

        return await started.Task;
    }

    /// <summary>Runs a program to its end. A cancellation kills it.</summary>
    public async Task<ProcessResult> RunAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        var lines = new ConcurrentQueue<(string Text, bool IsError)>();
        var child = await StartAsync(
            spec with
            {
                Output = (line, isError) =>
                {
                    spec.Output(line, isError);
                    lines.Enqueue((line, isError));
                    if (lines.Count > RememberedLines)
                    {
                        lines.TryDequeue(out _);
                    }
                },
            },
            cancellationToken);
        await using (cancellationToken.Register(child.Kill))
        {
            var exitCode = await child.Exited;
            cancellationToken.ThrowIfCancellationRequested();
            return new ProcessResult(
                exitCode,
                string.Join('\n', lines.Where(static line => !line.IsError).Select(static line => line.Text)),
                string.Join('\n', lines.TakeLast(LinesInMessages).Select(static line => line.Text)));
        }
    }

    /// <summary>Kills every child that is left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_work.IsAddingCompleted)
        {
            return;
        }

        _work.CompleteAdding();
        await Task.Run(_thread.Join);
        await Task.WhenAll(_children.Keys.Select(static child => child.EndAsync()));
        await Task.WhenAll(_children.Keys.Select(static child => child.Exited));
        if (_guardian.IsValueCreated)
        {
            await _guardian.Value.DisposeAsync();
        }

        _work.Dispose();
    }

    private void Work()
    {
        foreach (var item in _work.GetConsumingEnumerable())
        {
            item();
        }
    }

    private void Start(ProcessSpec spec, IReadOnlyList<string> command, TaskCompletionSource<ChildProcess> started, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            started.SetCanceled(cancellationToken);
            return;
        }

        try
        {
            var guardian = _guardian.Value;
            var process = Process.Start(StartInfo(spec, command, guardian.MarkValue)) ?? throw new InvalidOperationException("No process was started.");
            guardian.Started(process.Id, spec.DeathSignal);
            var child = new ChildProcess(process, spec, _time.GetUtcNow());
            _children.TryAdd(child, true);
            _ = ForgetAsync(child, guardian);
            started.SetResult(child);
        }
        catch (Exception exception)
        {
            started.SetException(new DistributedApplicationException($"Resource '{spec.Name}': '{spec.FileName}' could not be started. {exception.Message}", exception));
        }
    }

    private async Task ForgetAsync(ChildProcess child, ProcessGuardian guardian)
    {
        try
        {
            await child.Exited;
        }
        finally
        {
            guardian.Ended(child.Id);
            _children.TryRemove(child, out _);
        }
    }

    private static ProcessStartInfo StartInfo(ProcessSpec spec, IReadOnlyList<string> command, string mark)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = spec.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[ProcessGuardian.Mark] = mark;
        return start;
    }
}
