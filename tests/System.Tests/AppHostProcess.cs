using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MyArch.SystemTests;

/// <summary>The AppHost as a person starts it: its own process, with a state directory of its own.</summary>
internal sealed partial class AppHostProcess : IDisposable
{
    public const int Interrupt = 2;
    public const int Terminate = 15;
    private readonly ConcurrentQueue<string> _output = new();

    private AppHostProcess(Process process, string stateRoot, string environment)
    {
        Process = process;
        RunningFile = Path.Combine(stateRoot, environment, "running.json");
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Process Process { get; }

    public string RunningFile { get; }

    public string Output => string.Join('\n', _output);

    public static AppHostProcess Start(string stateRoot, string environment, params string[] settings)
    {
        var executable = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "AppHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "AppHost"));
        // A shell that runs the tests in the background has them ignore SIGINT, and children inherit that.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", executable])
        {
            WorkingDirectory = Projects.AppHost.ProjectPath,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MYARCH_STATE"] = stateRoot, ["DOTNET_ENVIRONMENT"] = "Development", ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true" },
        };
        foreach (var argument in new[] { "--Topology:Environment", environment, "--Gateway:Port", "0", "--Gateway:HttpsPort", "0" }.Concat(settings))
        {
            start.ArgumentList.Add(argument);
        }

        return new AppHostProcess(Process.Start(start)!, stateRoot, environment);
    }

    /// <summary>Waits for running.json and returns the gateway's address.</summary>
    public async Task<Uri> ReadyAsync()
    {
        var ready = await Eventually.BecomesAsync(async cancellationToken =>
        {
            if (Process.HasExited)
            {
                return null;
            }

            // A run that was killed has left its file: it counts from when this process has written it.
            using var running = JsonDocument.Parse(await File.ReadAllBytesAsync(RunningFile, cancellationToken));
            return running.RootElement.GetProperty("pid").GetInt32() == Process.Id ? new Uri(running.RootElement.GetProperty("gateway").GetString()!) : null;
        }, gateway => gateway is not null || Process.HasExited, TimeSpan.FromMinutes(3), "running.json is there");
        return ready ?? throw new InvalidOperationException($"Ended with {Process.ExitCode}: {Output}");
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> EndAsync(TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(60));
        try
        {
            await Process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"Still running after {within ?? TimeSpan.FromSeconds(60)}: {Output}", late);
        }

        return Process.ExitCode;
    }

    public void Signal(int signal) => _ = Kill(Process.Id, signal);

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
            Process.WaitForExit();
        }

        Process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
