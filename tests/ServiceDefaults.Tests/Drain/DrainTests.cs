using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MyArch.ServiceDefaults.Tests.Drain;

/// <summary>A real process, a real SIGTERM.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private ServiceProcess _process = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync() => (_process, _client) = await ServiceProcess.StartAsync(
        [.. TestService.Settings, new("Drain:Delay", "00:00:02")]);

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
    }

    [Fact]
    public async Task A_request_in_flight_finishes()
    {
        using var response = await _client.GetAsync("/slow/3000", HttpCompletionOption.ResponseHeadersRead);
        _process.Terminate();
        (await response.Content.ReadAsStringAsync()).ShouldBe("done");
        var (exitCode, errors) = await _process.ExitAsync(Limit);
        exitCode.ShouldBe(0, errors);
    }

    [Fact]
    public async Task Readiness_turns_false_at_once_and_answers_ask_to_close_the_connection()
    {
        // Asked before, too: what is asked for the first time is slow, and there are 2 s for all of it.
        foreach (var path in (string[])[HealthEndpoints.ReadyPath, HealthEndpoints.LivePath, "/hello"])
        {
            await _client.GetStringAsync(path);
        }

        _process.Terminate();
        var ready = await Eventually.BecomesAsync(
            async token => await _client.GetAsync(HealthEndpoints.ReadyPath, token),
            static response => response.StatusCode == HttpStatusCode.ServiceUnavailable,
            TimeSpan.FromSeconds(2),
            "it is not ready");
        ready.Headers.ConnectionClose.ShouldBe(true);
        using var live = await _client.GetAsync(HealthEndpoints.LivePath);
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var hello = await _client.GetAsync("/hello");
        (await hello.Content.ReadAsStringAsync()).ShouldBe("hello");
        hello.Headers.ConnectionClose.ShouldBe(true);
        (await _process.ExitAsync(Limit)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Before_the_signal_connections_stay_open()
    {
        using var hello = await _client.GetAsync("/hello");
        hello.Headers.ConnectionClose.ShouldBeNull();
    }

    [Fact]
    public async Task A_request_that_hangs_holds_the_process_no_longer_than_5_seconds()
    {
        using var response = await _client.GetAsync("/hang", HttpCompletionOption.ResponseHeadersRead);
        var watch = Stopwatch.StartNew();
        _process.Terminate();
        await _process.ExitAsync(TimeSpan.FromSeconds(15));
        watch.Elapsed.ShouldBeLessThan(Limit);
    }

    [Fact]
    public async Task A_stream_ends_itself_cleanly()
    {
        using var response = await _client.GetAsync("/stream", HttpCompletionOption.ResponseHeadersRead);
        var watch = Stopwatch.StartNew();
        _process.Terminate();
        (await response.Content.ReadAsStringAsync()).ShouldBe("begin\nend\n");
        await _process.ExitAsync(TimeSpan.FromSeconds(15));
        watch.Elapsed.ShouldBeLessThan(Limit);
    }

    [Fact]
    public async Task A_telemetry_endpoint_that_never_answers_does_not_hold_the_process()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        var (process, client) = await ServiceProcess.StartAsync(
            [.. TestService.Settings, new("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{deaf.LocalEndpoint}"), new("OTEL_BSP_SCHEDULE_DELAY", "100")]);
        await using var _ = process;
        using var __ = client;
        (await client.GetStringAsync("/hello")).ShouldBe("hello");
        using var hanging = await client.GetAsync("/hang", HttpCompletionOption.ResponseHeadersRead);
        var watch = Stopwatch.StartNew();
        process.Terminate();
        await process.ExitAsync(TimeSpan.FromSeconds(30));
        watch.Elapsed.ShouldBeLessThan(Limit);
    }

    [Fact]
    public async Task An_idle_connection_does_not_hold_the_process()
    {
        using var idle = new TcpClient();
        await idle.ConnectAsync(_client.BaseAddress!.Host, _client.BaseAddress.Port);
        await idle.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /hello HTTP/1.1\r\nHost: x\r\n"));
        var watch = Stopwatch.StartNew();
        _process.Terminate();
        await _process.ExitAsync(TimeSpan.FromSeconds(15));
        watch.Elapsed.ShouldBeLessThan(Limit);
    }
}
