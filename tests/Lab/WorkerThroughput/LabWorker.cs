using System.Diagnostics;
using System.Globalization;
using MyArch.Testing;

namespace MyArch.Lab.WorkerThroughput;

/// <summary>The daemon and an app, each in a process of its own. Paused except while it is measured.</summary>
internal sealed class LabWorker : IAsyncDisposable
{
    private const string Secret = "the-secret-of-the-lab-1";
    private const string InternalSecret = "the-secret-of-the-lab-2";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Process _app;
    private readonly Process _daemon;
    private readonly HttpClient _control;

    private LabWorker(int connections, Process app, Process daemon, HttpClient control) => (Connections, _app, _daemon, _control) = (connections, app, daemon, control);

    /// <summary>How many messages it has at work at once.</summary>
    public int Connections { get; }

    public static async Task<LabWorker> StartAsync(Uri endpoint, string queue, int connections)
    {
        var (appUrl, control) = ($"http://127.0.0.1:{FreePort.Find()}", $"http://127.0.0.1:{FreePort.Find()}");
        var app = Start(typeof(LabWorker).Assembly.Location, [], "app", appUrl);
        var daemon = Start(
            Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Daemon", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Daemon.dll")),
            new Dictionary<string, string>
            {
                ["Instance__Id"] = "worker-a1", ["Instance__Zone"] = "a", ["Instance__Type"] = "t3.micro", ["Instance__Version"] = "lab",
                ["Origin__Secret"] = Secret, ["Origin__InternalSecret"] = InternalSecret,
                ["Jobs__QueueUrl"] = queue, ["Sqsd__AppUrl"] = appUrl, ["Sqsd__CronFile"] = "none.yaml",
                ["Sqsd__HttpConnections"] = $"{connections}", ["Sqsd__WaitTimeSeconds"] = "1",
                ["ConnectionStrings__worker-lease"] = "127.0.0.1:1,abortConnect=false",
                ["AWS_REGION"] = "us-east-1", ["AWS_ACCESS_KEY_ID"] = "local", ["AWS_SECRET_ACCESS_KEY"] = "local", ["AWS_ENDPOINT_URL_SQS"] = endpoint.AbsoluteUri,
                ["urls"] = control,
            });
        var worker = new LabWorker(connections, app, daemon, new HttpClient { BaseAddress = new Uri(control), DefaultRequestHeaders = { { "X-Origin-Verify", InternalSecret } } });
        await worker.PauseAsync();
        return worker;
    }

    /// <summary>How long it takes, from the first send, until so many messages are done.</summary>
    public async Task<TimeSpan> MeasureAsync(LabQueue queue, int count)
    {
        await AskAsync("resume");
        var watch = Stopwatch.StartNew();
        await queue.SendAsync(count);
        while (!await queue.IsEmptyAsync())
        {
            await Task.Delay(Pause);
        }

        var took = watch.Elapsed;
        await AskAsync("pause");
        return took;
    }

    /// <summary>What the daemon has used up to now.</summary>
    public string Usage()
    {
        _daemon.Refresh();
        return string.Create(CultureInfo.InvariantCulture, $"daemon {_daemon.TotalProcessorTime.TotalSeconds:F1} s of processor, {_daemon.WorkingSet64 >> 20} MiB; app {_app.TotalProcessorTime.TotalSeconds:F1} s");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (Process[])[_daemon, _app])
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _control.Dispose();
    }

    private static Process Start(string assembly, Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private async Task PauseAsync()
    {
        while (true)
        {
            try
            {
                await AskAsync("pause");
                return;
            }
            catch (HttpRequestException) when (!_daemon.HasExited)
            {
                await Task.Delay(Pause);
            }
        }
    }

    private async Task AskAsync(string command)
    {
        using var response = await _control.PostAsync(command, content: null);
        response.EnsureSuccessStatusCode();
    }
}
