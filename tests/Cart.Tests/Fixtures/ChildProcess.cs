using System.Diagnostics;

namespace MyArch.Cart.Tests.Fixtures;

/// <summary>A program that a test has started, and ends by its id.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(ProcessStartInfo start, string readyWord)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data, readyWord);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, readyWord);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts a program, and waits until a line of its output has the word; returns that line.</summary>
    public static async Task<(ChildProcess Process, string Line)> StartAsync(ProcessStartInfo start, string readyWord)
    {
        var process = new ChildProcess(start, readyWord);
        var ended = process._process.WaitForExitAsync();
        var first = await Task.WhenAny(process._ready.Task, ended).WaitAsync(TimeSpan.FromSeconds(60));
        return first == ended ? throw new InvalidOperationException($"{start.FileName} ended:\n{process.Output}") : (process, await process._ready.Task);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Read(string? line, string readyWord)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        if (line.Contains(readyWord, StringComparison.Ordinal))
        {
            _ready.TrySetResult(line);
        }
    }
}
