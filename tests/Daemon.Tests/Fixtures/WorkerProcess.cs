using System.Runtime.InteropServices;

namespace MyArch.Worker.Daemon.Tests.Fixtures;

/// <summary>A daemon, or the app, as a process of its own: it can be killed, frozen and stopped.</summary>
internal sealed partial class WorkerProcess : IAsyncDisposable
{
    private const int Terminate = 15;

    private readonly TemporaryDirectory _folder = new();

    private WorkerProcess(string project, Dictionary<string, string?> settings, string[] arguments) =>
        Server = ServiceProcess.Start(_folder.Combine("log"), ServiceProcess.Assembly(project), settings, arguments);

    public ServerProcess Server { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<WorkerProcess> StartAsync(string project, Dictionary<string, string?> settings)
    {
        var process = new WorkerProcess(project, settings, []);
        await Eventually.IsTrueAsync(
            () => process.Server.HasExited ? throw new InvalidOperationException(process.Server.Log) : process.Server.Log.Contains("Now listening on", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60), "the process listens");
        return process;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<string> RunAsync(string project, Dictionary<string, string?> settings, params string[] arguments)
    {
        await using var process = new WorkerProcess(project, settings, arguments);
        await Eventually.IsTrueAsync(() => process.Server.HasExited, TimeSpan.FromSeconds(60), "the process has ended");
        return process.Server.Log;
    }

    /// <summary>What an orderly stop begins with.</summary>
    public void Stop() => Send(Server.Id, Terminate).ShouldBe(0);

    public ValueTask DisposeAsync()
    {
        Server.Kill();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int pid, int signal);
}
