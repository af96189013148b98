using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MyArch.ServiceDefaults.Tests;

/// <summary>The sample service as a process of its own, with signals and an exit code.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private const int Sigterm = 15;

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly TaskCompletionSource<Uri> _address = new();
    private readonly List<string> _output = [];

    private ServiceProcess(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var start = new ProcessStartInfo("dotnet", [HostAssembly]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var key in start.Environment.Keys.Where(static key => key.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(key);
        }

        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _errors = _process.StandardError.ReadToEndAsync();
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

    // The output folders of the two projects lie side by side.
    private static string HostAssembly => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "ServiceDefaults.Tests.Host", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "ServiceDefaults.Tests.Host.dll"));

    /// <summary>Starts the service without waiting for anything.</summary>
    public static ServiceProcess Launch(IEnumerable<KeyValuePair<string, string?>> settings) => new(settings);

    /// <summary>Starts the service and waits until it listens.</summary>
    public static async Task<(ServiceProcess Process, HttpClient Client)> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var process = new ServiceProcess(settings);
        var address = await process._address.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Add(OriginVerification.Header, TestService.Secret);
        return (process, client);
    }

    public void Terminate() => Kill(_process.Id, Sigterm).ShouldBe(0);

    /// <summary>Waits for the end of the process, and returns its exit code and standard error.</summary>
    public async Task<(int ExitCode, string Errors)> ExitAsync(TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(deadline.Token);
        return (_process.ExitCode, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int pid, int signal);

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();

    private void Read(string? line)
    {
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The service ended:\n{Output}")));
            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Groups["address"].Value));
        }
    }
}
