using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static MyArch.ServiceDefaults.Tests.Resilience.ScriptedServer;

namespace MyArch.ServiceDefaults.Tests.Resilience;

public sealed class ResilientHttpClientTests
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    [InlineData(429)]
    public async Task A_safe_call_is_repeated_until_it_succeeds(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Status(status), Status(status), Status(200));
        using var host = Build();
        using var response = await Client(host).GetAsync(server.Address);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Requests.ShouldBe(3);
    }

    [Theory]
    [InlineData("GET", 4)]
    [InlineData("HEAD", 4)]
    [InlineData("OPTIONS", 4)]
    [InlineData("POST", 1)]
    [InlineData("PUT", 1)]
    [InlineData("DELETE", 1)]
    [InlineData("PATCH", 1)]
    public async Task Only_safe_methods_are_repeated(string method, int requests)
    {
        await using var server = await ScriptedServer.StartAsync(Status(503));
        using var host = Build();
        using var request = new HttpRequestMessage(new HttpMethod(method), server.Address);
        using var response = await Client(host).SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        server.Requests.ShouldBe(requests);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(304)]
    public async Task An_answer_that_would_not_change_is_not_asked_for_again(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Status(status));
        using var host = Build();
        using var response = await Client(host).GetAsync(server.Address);
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again()
    {
        await using var server = await ScriptedServer.StartAsync(Reset, Status(200));
        using var host = Build();
        using var response = await Client(host).GetAsync(server.Address);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task An_attempt_without_an_answer_is_given_up_and_repeated()
    {
        await using var server = await ScriptedServer.StartAsync(Hang, Status(200));
        var time = new ManualTime();
        using var host = Build(time);
        var call = Client(host).GetAsync(server.Address);
        await Eventually.IsTrueAsync(() => server.Requests == 1);
        time.Advance(AttemptTimeout);
        await LetPassUntilAsync(time, () => call.IsCompleted);
        using var response = await call;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task A_call_without_any_answer_ends_as_an_http_error()
    {
        await using var server = await ScriptedServer.StartAsync(Hang);
        var time = new ManualTime();
        using var host = Build(time, ("HttpClient:Retries", "1"));
        var call = Client(host).GetAsync(server.Address);
        await Eventually.IsTrueAsync(() => server.Requests == 1);
        time.Advance(AttemptTimeout);
        await LetPassUntilAsync(time, () => server.Requests == 2);
        time.Advance(AttemptTimeout);
        var failure = await Should.ThrowAsync<HttpRequestException>(() => call);
        failure.Message.ShouldContain(server.Address.Authority);
        server.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task The_total_timeout_ends_all_attempts()
    {
        await using var server = await ScriptedServer.StartAsync(Hang);
        using var host = Build(("HttpClient:TotalTimeout", "00:00:00.5"), ("HttpClient:AttemptTimeout", "00:00:00.2"), ("HttpClient:Retries", "10"));
        // Not Shouldly: it replaces the exception of a cancelled task by its own.
        var failure = await Assert.ThrowsAsync<TaskCanceledException>(() => Client(host).GetAsync(server.Address));
        // All eleven attempts would end as an HttpRequestException.
        failure.InnerException.ShouldBeOfType<TimeoutException>();
    }

    [Fact]
    public async Task The_total_timeout_covers_the_body()
    {
        await using var server = await ScriptedServer.StartAsync(HangInBody);
        using var host = Build(("HttpClient:TotalTimeout", "00:00:00.5"), ("HttpClient:AttemptTimeout", "00:00:00.2"));
        await Should.ThrowAsync<TaskCanceledException>(() => Client(host).GetStringAsync(server.Address));
    }

    [Fact]
    public async Task A_stream_may_last_longer_than_an_attempt()
    {
        var goOn = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            await context.Response.Body.FlushAsync();
            await goOn.Task;
            await context.Response.WriteAsync("late");
        });
        var time = new ManualTime();
        using var host = Build(time);
        using var response = await Client(host).GetAsync(server.Address, HttpCompletionOption.ResponseHeadersRead);
        time.Advance(2 * AttemptTimeout);
        goOn.SetResult();
        (await response.Content.ReadAsStringAsync()).ShouldBe("late");
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_retry_waits_as_long_as_the_server_asks()
    {
        await using var server = await ScriptedServer.StartAsync(Status(503, "1"), Status(200));
        using var host = Build(("HttpClient:MaxRetryDelay", "00:00:02"));
        var watch = Stopwatch.StartNew();
        using var response = await Client(host).GetAsync(server.Address);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.95));
    }

    [Fact]
    public async Task A_server_that_asks_for_too_long_a_wait_is_not_asked_again()
    {
        await using var server = await ScriptedServer.StartAsync(Status(503, "60"), Status(200));
        using var host = Build();
        using var response = await Client(host).GetAsync(server.Address);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_caller_that_cancels_is_not_an_error_to_repeat()
    {
        await using var server = await ScriptedServer.StartAsync(Hang);
        using var host = Build();
        using var cancellation = new CancellationTokenSource();
        var call = Client(host).GetAsync(server.Address, cancellation.Token);
        await Eventually.IsTrueAsync(() => server.Requests == 1);
        await cancellation.CancelAsync();
        (await Should.ThrowAsync<OperationCanceledException>(call)).CancellationToken.ShouldBe(cancellation.Token);
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_host_that_keeps_failing_is_left_alone_and_others_are_not()
    {
        await using var failing = await ScriptedServer.StartAsync(Status(500), Status(500), Status(200));
        await using var healthy = await ScriptedServer.StartAsync(Status(200));
        var time = new ManualTime();
        using var host = Build(time, ("HttpClient:Retries", "0"), ("HttpClient:BreakerMinimumAttempts", "2"), ("HttpClient:BreakerBreak", "00:00:03"));
        var client = Client(host);
        using var first = await client.GetAsync(failing.Address);
        using var second = await client.GetAsync(failing.Address);

        var refused = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(failing.Address));
        refused.Message.ShouldContain("circuit");
        failing.Requests.ShouldBe(2);
        using var other = await client.GetAsync(healthy.Address);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        // Another client of the same process knows it too.
        var named = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("another");
        await Should.ThrowAsync<HttpRequestException>(() => named.GetAsync(failing.Address));

        time.Advance(TimeSpan.FromSeconds(2.9));
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(failing.Address));
        failing.Requests.ShouldBe(2);
        time.Advance(TimeSpan.FromSeconds(0.2));
        using var answer = await client.GetAsync(failing.Address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Retries_and_opened_circuits_are_counted()
    {
        using var host = Build(("HttpClient:Retries", "3"), ("HttpClient:BreakerMinimumAttempts", "2"));
        using var measured = new Measurements(ResilienceMetrics.MeterName, host.Services);

        // A port that was just free: nobody listens there.
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var refusing = new Uri($"http://{probe.LocalEndpoint}");
        probe.Stop();
        await Should.ThrowAsync<HttpRequestException>(() => Client(host).GetAsync(refusing));
        measured.Sum("myarch.http.client.attempt.retried").ShouldBe(2);
        measured.Sum("myarch.http.client.circuit.opened").ShouldBe(1);
    }

    [Theory]
    [InlineData("HttpClient:TotalTimeout", "00:00:00")]
    [InlineData("HttpClient:AttemptTimeout", "00:00:31")]
    [InlineData("HttpClient:Retries", "-1")]
    [InlineData("HttpClient:RetryDelay", "00:00:09")]
    [InlineData("HttpClient:BreakerFailureRatio", "1.5")]
    [InlineData("HttpClient:BreakerMinimumAttempts", "1")]
    public void Settings_out_of_range_are_refused(string key, string value)
    {
        using var host = Build((key, value));
        var failure = Should.Throw<OptionsValidationException>(() => host.Services.GetRequiredService<IStartupValidator>().Validate());
        failure.Failures.ShouldHaveSingleItem().ShouldStartWith(key);
    }

    [Fact]
    public async Task Added_twice_it_does_not_repeat_the_repetitions()
    {
        await using var server = await ScriptedServer.StartAsync(Status(503));
        using var host = Build(time: null, static builder => builder.AddResilientHttpClient());
        using var response = await Client(host).GetAsync(server.Address);
        server.Requests.ShouldBe(4);
    }

    private static HttpClient Client(IHost host) => host.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

    // The wait between two attempts is drawn by lot; it is far shorter than an attempt.
    private static Task<bool> LetPassUntilAsync(ManualTime time, Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        time.Advance(TimeSpan.FromMilliseconds(20));
        return condition();
    });

    private static IHost Build(params (string Key, string Value)[] settings) => Build(time: null, static _ => { }, settings);

    private static IHost Build(ManualTime time, params (string Key, string Value)[] settings) => Build(time, static _ => { }, settings);

    private static IHost Build(ManualTime? time, Action<HostApplicationBuilder> configure, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddMetrics();
        if (time is not null)
        {
            builder.Services.AddSingleton<TimeProvider>(time);
        }

        builder.Configuration.AddInMemoryCollection(
        [
            new("HttpClient:RetryDelay", "00:00:00.010"),
            // A machine that is busy with other tests is slow and not silent.
            new("HttpClient:AttemptTimeout", AttemptTimeout.ToString()),
            new("HttpClient:TotalTimeout", "00:00:30"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddResilientHttpClient();
        configure(builder);
        return builder.Build();
    }
}
