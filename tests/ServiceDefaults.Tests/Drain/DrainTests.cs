using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults.Tests.Drain;

/// <summary>A real process and a real SIGTERM, but where the clock has to stand still.</summary>
public sealed class DrainTests
{
    // That the options add up to less than 5 s is a test of its own; the others show that a process ends by them and not by the host's own 30 s, however slow the machine is.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public void All_steps_of_a_stop_together_take_less_than_5_seconds()
    {
        // Connections that are aborted may take so much longer.
        var abort = TimeSpan.FromSeconds(1);
        var longest = typeof(DrainOptions).GetProperty(nameof(DrainOptions.Timeout))!.GetCustomAttribute<RangeAttribute>()!.Maximum.ToString()!;

        (new DrainOptions().Timeout + abort).ShouldBeLessThan(TelemetryShutdown.Deadline);
        (TimeSpan.Parse(longest, CultureInfo.InvariantCulture) + abort + TelemetryShutdown.Shortest).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        TelemetryShutdown.Deadline.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_request_in_flight_finishes_also_after_the_delay()
    {
        var (process, client) = await StartAsync(("Drain:Delay", "00:00:00.1"), ("Drain:Timeout", "00:00:03.5"));
        await using var _ = process;
        using var __ = client;
        using var response = await client.GetAsync("/slow/700", HttpCompletionOption.ResponseHeadersRead);
        process.Terminate();
        (await response.Content.ReadAsStringAsync()).ShouldBe("done");
        var (exitCode, errors) = await process.ExitAsync(Limit);
        exitCode.ShouldBe(0, errors);
    }

    [Fact]
    public async Task Readiness_turns_false_at_once_and_answers_ask_to_close_the_connection_until_the_delay_is_over()
    {
        var time = new ManualTime();
        await using var service = await TestService.StartAsync(
            static app => app.MapGet("/hello", static () => TypedResults.Text("hello")), configure: builder => builder.Services.AddSingleton<TimeProvider>(time));
        using (var before = await service.Client.GetAsync("/hello"))
        {
            before.Headers.ConnectionClose.ShouldBeNull("until the signal connections stay open");
        }

        // That of the host goes by the clock of the machine.
        service.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout = TimeSpan.FromMinutes(2);
        // What SIGTERM does.
        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var stopping = service.StopAsync();

        using var ready = await service.Client.GetAsync(HealthEndpoints.ReadyPath);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ready.Headers.ConnectionClose.ShouldBe(true);
        using var live = await service.Client.GetAsync(HealthEndpoints.LivePath);
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var hello = await service.Client.GetAsync("/hello");
        (await hello.Content.ReadAsStringAsync()).ShouldBe("hello");
        hello.Headers.ConnectionClose.ShouldBe(true);
        stopping.IsCompleted.ShouldBeFalse();
        time.Advance(new DrainOptions().Delay);
        await stopping.WaitAsync(TimeSpan.FromMinutes(1));
        await Should.ThrowAsync<HttpRequestException>(() => service.Client.GetAsync("/hello"));
    }

    [Fact]
    public async Task A_request_that_hangs_does_not_hold_the_process()
    {
        var (process, client) = await StartAsync();
        await using var _ = process;
        using var __ = client;
        using var response = await client.GetAsync("/hang", HttpCompletionOption.ResponseHeadersRead);
        process.Terminate();
        await process.ExitAsync(Limit);
    }

    [Fact]
    public async Task A_stream_ends_itself_cleanly()
    {
        var (process, client) = await StartAsync();
        await using var _ = process;
        using var __ = client;
        using var response = await client.GetAsync("/stream", HttpCompletionOption.ResponseHeadersRead);
        process.Terminate();
        (await response.Content.ReadAsStringAsync()).ShouldBe("begin\nend\n");
        await process.ExitAsync(Limit);
    }

    [Fact]
    public async Task A_telemetry_endpoint_that_never_answers_does_not_hold_the_process()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        var (process, client) = await StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{deaf.LocalEndpoint}"), ("OTEL_BSP_SCHEDULE_DELAY", "100"));
        await using var _ = process;
        using var __ = client;
        (await client.GetStringAsync("/hello")).ShouldBe("hello");
        using var hanging = await client.GetAsync("/hang", HttpCompletionOption.ResponseHeadersRead);
        var watch = Stopwatch.StartNew();
        process.Terminate();
        await process.ExitAsync(TimeSpan.FromSeconds(30));
        // Each of the three signals would wait for 5 s.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task An_idle_connection_does_not_hold_the_process()
    {
        var (process, client) = await StartAsync(("Drain:Timeout", "00:00:01"));
        await using var _ = process;
        using var __ = client;
        using var idle = new TcpClient();
        await idle.ConnectAsync(client.BaseAddress!.Host, client.BaseAddress.Port);
        await idle.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /hello HTTP/1.1\r\nHost: x\r\n"));
        process.Terminate();
        await process.ExitAsync(Limit);
    }

    private static Task<(ServiceProcess Process, HttpClient Client)> StartAsync(params (string Key, string Value)[] settings) =>
        ServiceProcess.StartAsync([.. TestService.Settings, .. settings.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))]);
}
