using System.Diagnostics;
using System.Text;

namespace Aspire.Hosting.Engine.Processes;

/// <summary>A program that was started by a <see cref="ProcessLauncher"/>, with the process group that it leads.</summary>
internal sealed class ChildProcess
{
    /// <summary>How long the output is waited for after the program has ended while it is empty and somebody holds it open: a descendant in a session of its own can do so for ever.</summary>
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(1);

    /// <summary>How long a program may take to end its own children after its death signal, as with the guardian.</summary>
    private static readonly TimeSpan DeathGrace = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly ProcessSpec _spec;
    private volatile bool _ended;

    internal ChildProcess(Process process, ProcessSpec spec, DateTimeOffset startedAt)
    {
        _process = process;
        _spec = spec;
        Id = process.Id;
        StartedAt = startedAt;
        Exited = RunAsync();
    }

    /// <summary>The program's own process id, and the id of its group.</summary>
    public int Id { get; }

    public DateTimeOffset StartedAt { get; }

    /// <summary>Completes with the exit code, or 128 and the signal's number, after all output was delivered and the rest of the group was killed.</summary>
    public Task<int> Exited { get; }

    /// <summary>Sends the stop signal, and kills the whole group if the program has not ended within <paramref name="grace"/>; returns when it is gone.</summary>
    /// <param name="grace">How long the program may take to end by itself.</param>
    /// <param name="cancellationToken">Ends the grace at once; the program is gone all the same when this method returns.</param>
    public async Task StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        if (Exited.IsCompleted)
        {
            return;
        }

        PosixSignals.SendToProcess(Id, _spec.StopSignal);
        await ExitedOrKilledAsync(grace, cancellationToken);
    }

    /// <summary>Ends the program as the host's death does.</summary>
    public Task EndAsync()
    {
        if (_spec.DeathSignal == PosixSignals.Kill)
        {
            Kill();
            return Exited;
        }

        if (!_ended)
        {
            PosixSignals.SendToProcess(Id, _spec.DeathSignal);
        }

        return ExitedOrKilledAsync(DeathGrace, CancellationToken.None);
    }

    /// <summary>Kills the whole group; <see cref="Exited"/> completes soon after.</summary>
    public void Kill()
    {
        if (_ended)
        {
            return;
        }

        // Both: a child that has not reached setsid yet leads no group.
        PosixSignals.SendToProcess(Id, PosixSignals.Kill);
        PosixSignals.SendToGroup(Id, PosixSignals.Kill);
    }

    private async Task ExitedOrKilledAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        try
        {
            await Exited.WaitAsync(grace, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Kill();
            await Exited.WaitAsync(CancellationToken.None);
        }
    }

    private async Task<int> RunAsync()
    {
        using var cut = new CancellationTokenSource();
        var output = Task.WhenAll(
            OutputLines.PumpAsync(_process.StandardOutput.BaseStream, line => _spec.Output(line, false), cut.Token),
            OutputLines.PumpAsync(_process.StandardError.BaseStream, line => _spec.Output(line, true), cut.Token));
        var input = FeedAsync(cut.Token);
        await _process.WaitForExitAsync(CancellationToken.None);
        _ended = true;
        var exitCode = _process.ExitCode;

        // As in a container, nothing outlives the main process.
        PosixSignals.SendToGroup(Id, PosixSignals.Kill);
        await EndedOrSilentAsync(output);
        await cut.CancelAsync();
        await EndedAsync(output);
        await EndedAsync(input);
        _process.Dispose();
        return exitCode;
    }

    private async Task FeedAsync(CancellationToken cancellationToken)
    {
        await using var input = _process.StandardInput.BaseStream;
        if (_spec.StandardInput is { } text)
        {
            await input.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        }
    }

    /// <summary>Waits until the output has ended, or nobody who still holds it open says anything. By looking at the pipes: on a busy machine their reader may be late by more than any grace.</summary>
    private async Task EndedOrSilentAsync(Task output)
    {
        while (await Task.WhenAny(output, Task.Delay(OutputGrace)) != output)
        {
            if (PipePoll.IsHeldOpenInSilence(_process.StandardOutput.BaseStream) || PipePoll.IsHeldOpenInSilence(_process.StandardError.BaseStream))
            {
                return;
            }
        }
    }

    /// <summary>Waits for work on a pipe whose other end may break or be held open: neither is an error.</summary>
    private static async Task EndedAsync(Task pipe)
    {
        try
        {
            await pipe;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return;
        }
    }
}
