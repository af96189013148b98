using System.Net;
using Microsoft.Extensions.Hosting;

namespace MyArch.ServiceDefaults.Tests.Health;

public sealed class HealthEndpointsTests
{
    [Theory]
    [InlineData(HealthEndpoints.LivePath)]
    [InlineData(HealthEndpoints.ReadyPath)]
    public async Task A_healthy_answer_tells_nothing_else(string path)
    {
        await using var service = await TestService.StartAsync(static _ => { });
        using var response = await service.Client.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        using var head = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_instance_is_live_but_not_ready_until_it_has_started()
    {
        var starting = new TaskCompletionSource<(HttpStatusCode Live, HttpStatusCode Ready)>();
        await using var service = await TestService.StartAsync(static _ => { }, configure: builder =>
            builder.Services.AddSingleton<IHostedService>(services => new AsksWhileStarting(services, starting)));

        (await starting.Task).ShouldBe((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable));
        using var ready = await service.Client.GetAsync(HealthEndpoints.ReadyPath);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Health_checks_are_not_logged()
    {
        await using var service = await TestService.StartAsync(static app => app.MapGet("/ok", static () => TypedResults.Text("ok")));
        var before = service.Logs.Entries.Count;
        using var health = await service.Client.GetAsync(HealthEndpoints.ReadyPath);
        using var other = await service.Client.GetAsync("/ok");
        service.Logs.Entries.Count.ShouldBe(before);
    }

    /// <summary>A part of a service that takes long to start, after the server has started to listen.</summary>
    private sealed class AsksWhileStarting(IServiceProvider services, TaskCompletionSource<(HttpStatusCode Live, HttpStatusCode Ready)> answer)
        : IHostedLifecycleService
    {
        public async Task StartedAsync(CancellationToken cancellationToken)
        {
            var addresses = services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
                .Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!.Addresses;
            using var client = new HttpClient { BaseAddress = new Uri(addresses.First()) };
            using var live = await client.GetAsync(HealthEndpoints.LivePath, cancellationToken);
            using var ready = await client.GetAsync(HealthEndpoints.ReadyPath, cancellationToken);
            answer.SetResult((live.StatusCode, ready.StatusCode));
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
