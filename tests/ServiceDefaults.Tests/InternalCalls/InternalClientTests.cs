using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MyArch.ServiceDefaults.Tests.Resilience;
using static MyArch.ServiceDefaults.Tests.Resilience.ScriptedServer;

namespace MyArch.ServiceDefaults.Tests.InternalCalls;

public sealed class InternalClientTests
{
    private const string Secret = "the-secret-of-this-caller";

    [Fact]
    public async Task A_call_goes_to_the_internal_listener_with_the_callers_secret()
    {
        string? seen = null;
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            seen = $"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization}";
            return context.Response.WriteAsync("answer");
        });
        using var host = Build(server.Address);

        (await Client(host).GetStringAsync("internal/orders/1")).ShouldBe("answer");

        seen.ShouldBe($"GET /internal/orders/1 Bearer {Secret}");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task An_answer_is_an_answer(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Status(status));
        using var host = Build(server.Address);
        using var response = await Client(host).GetAsync("internal/orders/1");

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_status_that_is_no_answer_is_a_failure(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Status(status));
        using var host = Build(server.Address);

        var failure = await Should.ThrowAsync<InternalCallException>(() => Client(host).PutAsync("internal/orders/secret-id", content: null));

        failure.Status.ShouldBe((HttpStatusCode)status);
        failure.Message.ShouldBe($"PUT /internal/orders/ was answered with {status}.");
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Reads_are_repeated_before_they_fail()
    {
        await using var server = await ScriptedServer.StartAsync(Status(503), Status(200));
        using var host = Build(server.Address);
        using var response = await Client(host).GetAsync("internal/prices");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_listening_is_a_failure()
    {
        Uri address;
        await using (var server = await ScriptedServer.StartAsync(Status(200)))
        {
            address = server.Address;
        }

        using var host = Build(address);
        (await Should.ThrowAsync<InternalCallException>(() => Client(host).GetAsync("internal/prices"))).Status.ShouldBeNull();
    }

    [Fact]
    public async Task A_connection_that_breaks_is_a_failure()
    {
        await using var server = await ScriptedServer.StartAsync(Reset);
        using var host = Build(server.Address);

        await Should.ThrowAsync<InternalCallException>(() => Client(host).PutAsync("internal/orders/1", content: null));
    }

    [Fact]
    public async Task No_answer_in_time_is_a_failure_also_in_the_middle_of_a_body()
    {
        await using var silent = await ScriptedServer.StartAsync(Hang);
        await using var halting = await ScriptedServer.StartAsync(HangInBody);
        (string, string?)[] impatient = [("HttpClient:AttemptTimeout", "00:00:00.3"), ("HttpClient:TotalTimeout", "00:00:01")];
        using var silentHost = Build(silent.Address, impatient);
        using var haltingHost = Build(halting.Address, impatient);

        await Should.ThrowAsync<InternalCallException>(() => Client(silentHost).PutAsync("internal/orders/1", content: null));
        await Should.ThrowAsync<InternalCallException>(() => Client(haltingHost).GetAsync("internal/orders/1", HttpCompletionOption.ResponseHeadersRead));
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_no_failure_of_the_other_service()
    {
        await using var server = await ScriptedServer.StartAsync(Hang);
        using var host = Build(server.Address);
        using var giveUp = new CancellationTokenSource();
        var call = Client(host).GetAsync("internal/prices", giveUp.Token);
        await Eventually.IsTrueAsync(() => server.Requests == 1);
        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(null)]
    public async Task A_route_that_keeps_failing_is_left_alone_and_the_others_behind_the_same_host_are_not(int? status)
    {
        var refused = 0;
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            var isFailing = context.Request.Path.StartsWithSegments("/internal/orders", StringComparison.Ordinal);
            refused += isFailing ? 1 : 0;
            return isFailing ? status is { } code ? Status(code, "1")(context) : Reset(context) : Status(200)(context);
        });
        using var host = Build(
            server.Address,
            ("HttpClient:BreakerMinimumAttempts", "2"), ("HttpClient:BreakerWindow", "00:10:00"), ("HttpClient:BreakerBreak", "00:10:00"), ("HttpClient:Retries", "0"));
        var client = Client(host);
        for (var order = 1; order <= 2; order++)
        {
            await Should.ThrowAsync<InternalCallException>(() => client.PutAsync($"internal/orders/{order}", content: null));
        }

        var failure = await Should.ThrowAsync<InternalCallException>(() => client.GetAsync("internal/orders/3?customer=4"));
        failure.Message.ShouldContain($"too many calls to {server.Address.Authority}/internal/orders have failed");
        refused.ShouldBe(2);
        using var prices = await client.GetAsync("internal/prices?id=1");
        prices.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_redirect_does_not_carry_the_secret_away()
    {
        await using var elsewhere = await ScriptedServer.StartAsync(Status(200));
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.Redirect(elsewhere.Address.ToString());
            return Task.CompletedTask;
        });
        using var host = Build(server.Address);
        using var response = await Client(host).GetAsync("internal/prices");

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        elsewhere.Requests.ShouldBe(0);
    }

    [Theory]
    [InlineData("services:gateway:internal:0", null)]
    [InlineData("services:gateway:internal:0", "gateway")]
    [InlineData("services:gateway:internal:0", "http://user:word@gateway:1")]
    [InlineData("services:gateway:internal:0", "http://gateway:1/path")]
    [InlineData("Caller:Secret", null)]
    [InlineData("Caller:Secret", "short")]
    [InlineData("Caller:Secret", "a secret with blanks in it")]
    public async Task Settings_that_could_not_work_keep_the_service_from_starting(string key, string? value)
    {
        using var host = Build(new Uri("http://127.0.0.1:1"), (key, value));

        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Message.ShouldContain($"{key}:");
    }

    private static HttpClient Client(IHost host) => host.Services.GetRequiredService<SampleClient>().Http;

    private static IHost Build(Uri address, params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["services:gateway:internal:0"] = address.ToString(),
            ["Caller:Secret"] = Secret,
            // A machine that is busy with other tests is slow and not silent.
            ["HttpClient:AttemptTimeout"] = "00:00:10",
            ["HttpClient:TotalTimeout"] = "00:00:30",
            ["HttpClient:RetryDelay"] = "00:00:00.001",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.AddInternalClient<SampleClient>();
        return builder.Build();
    }

    private sealed class SampleClient(HttpClient http)
    {
        public HttpClient Http => http;
    }
}
