using System.Net.Http.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Testing;

public sealed class EntryPointTests : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    private CancellationToken Deadline => _deadline.Token;

    public void Dispose() => _deadline.Dispose();

    [Fact]
    public async Task An_application_host_runs_in_a_test_with_its_references_waits_and_secrets()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(Deadline);
        await using var app = await builder.BuildAsync(Deadline);
        await app.StartAsync(Deadline);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("back", Deadline);

        using var back = app.CreateHttpClient("back");
        var environment = (await back.GetFromJsonAsync<Dictionary<string, string>>("/environment", Deadline))!;
        environment["services__front__http__0"].ShouldBe(app.GetEndpoint("front").ToString().TrimEnd('/'));
        environment["OTEL_SERVICE_NAME"].ShouldBe("back");

        using var front = app.CreateHttpClient("front", "http");
        var key = (await front.GetFromJsonAsync<Dictionary<string, string>>("/environment", Deadline))!["Sample__Key"];
        key.Length.ShouldBe(22);
        (await app.GetConnectionStringAsync("front-address", Deadline)).ShouldBe($"address={front.BaseAddress!.ToString().TrimEnd('/')};key={key}");
    }

    [Fact]
    public async Task A_fixed_port_of_a_proxied_endpoint_is_ignored_so_that_two_applications_can_run_at_once()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        int[] ports = [first.GetEndpoint("back").Port, second.GetEndpoint("back").Port];
        ports.ShouldBeUnique();
        ports.ShouldNotContain(18_080);

        async Task<DistributedApplication> StartAsync()
        {
            var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(Deadline);
            var app = await builder.BuildAsync(Deadline);
            await app.StartAsync(Deadline);
            await app.ResourceNotifications.WaitForResourceHealthyAsync("back", Deadline);
            return app;
        }
    }

    [Fact]
    public async Task The_test_can_change_the_model_before_it_is_built()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(Deadline);
        var front = (ProjectResource)builder.Resources.Single(r => r.Name == "front");
        builder.CreateResourceBuilder(front).WithEnvironment("FROM_TEST", "yes").WithExplicitStart();
        builder.Resources.Remove(builder.Resources.Single(r => r.Name == "back"));
        builder.Resources.Remove(builder.Resources.Single(r => r.Name == "front-address"));

        await using var app = await builder.BuildAsync(Deadline);
        await app.StartAsync(Deadline);
        (await app.ResourceCommands.ExecuteCommandAsync(front, KnownResourceCommands.StartCommand, Deadline)).Success.ShouldBeTrue();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("front", Deadline);
        using var client = app.CreateHttpClient("front");
        (await client.GetFromJsonAsync<Dictionary<string, string>>("/environment", Deadline))!["FROM_TEST"].ShouldBe("yes");
    }

    [Fact]
    public async Task What_the_entry_point_throws_comes_out_of_CreateAsync()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(["--Sample:Fail", "no such environment"], Deadline));
        failure.Message.ShouldBe("no such environment");
    }

    [Fact]
    public async Task An_entry_point_that_ends_without_building_an_application_is_an_error_with_its_exit_code()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(["--Sample:Leave", "yes"], Deadline));
        failure.Message.ShouldContain("exit code 3");
    }

    [Fact]
    public async Task After_the_disposal_nothing_runs_nothing_temporary_is_left_and_the_entry_point_has_ended()
    {
        using var directory = new TemporaryDirectory();
        var mark = directory.Combine("mark");
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(["--Sample:Mark", mark], Deadline);
        var store = builder.Configuration["Aspire:Store:Path"]!;
        var app = await builder.BuildAsync(Deadline);
        await app.StartAsync(Deadline);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("back", Deadline);
        Directory.Exists(store).ShouldBeTrue();
        var pids = Pids(app).ToArray();
        pids.Length.ShouldBe(2);
        pids.ShouldAllBe(pid => Directory.Exists($"/proc/{pid}"));

        await app.DisposeAsync();

        pids.ShouldAllBe(pid => !Directory.Exists($"/proc/{pid}"));
        Directory.Exists(store).ShouldBeFalse();
        (await File.ReadAllTextAsync(mark, Deadline)).ShouldBe("ended");
    }

    [Fact]
    public async Task A_store_that_the_application_host_chooses_outlives_the_test()
    {
        using var directory = new TemporaryDirectory();
        var first = await KeyAsync();
        (await KeyAsync()).ShouldBe(first);
        File.GetUnixFileMode(directory.Combine("secrets.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        async Task<string?> KeyAsync()
        {
            await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(["--Sample:Store", directory.Path], Deadline);
            return await ((ParameterResource)builder.Resources.Single(r => r.Name == "key")).GetValueAsync(Deadline);
        }
    }

    [Fact]
    public async Task A_builder_that_is_disposed_of_unbuilt_ends_its_entry_point()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(Deadline);
        await builder.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Deadline);
        await Should.ThrowAsync<Exception>(() => builder.BuildAsync(Deadline));
    }

    private static IEnumerable<int> Pids(DistributedApplication app)
    {
        foreach (var resource in app.Services.GetRequiredService<DistributedApplicationModel>().GetProjectResources())
        {
            app.ResourceNotifications.TryGetCurrentState(resource.Name, out var current).ShouldBeTrue();
            yield return (int)current!.Snapshot.Properties.Single(p => p.Name == "executable.pid").Value!;
        }
    }
}
