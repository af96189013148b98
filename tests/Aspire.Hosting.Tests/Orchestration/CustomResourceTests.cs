using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class CustomResourceTests
{
    [Fact]
    public async Task A_custom_resource_begins_its_life_when_it_is_initialized_and_waits_as_others_do()
    {
        await using var test = new TestApplication();
        var dependency = test.AddScript("dependency", "exec sleep 1000");
        test.Builder.AddResource(new Idea("idea"))
            .WaitFor(dependency)
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Idea", State = "Sleeping", Properties = [new("size", 3)] })
            .OnInitializeResource(async (idea, @event, token) =>
            {
                await @event.Eventing.PublishAsync(new BeforeResourceStartedEvent(idea, @event.Services), token);
                await @event.Notifications.PublishUpdateAsync(idea, s => s with { State = KnownResourceStates.Running });
            });
        var awaiting = test.AddScript("awaiting", "exec sleep 1000").WaitFor(test.Builder.CreateResourceBuilder((Idea)test.Builder.Resources.Single(r => r.Name == "idea")));
        await test.StartAsync();

        await test.ReachesAsync("awaiting", KnownResourceStates.Running);
        var snapshot = test.Snapshot("idea");
        snapshot.ResourceType.ShouldBe("Idea");
        snapshot.Properties.ShouldContain(new ResourcePropertySnapshot("size", 3));
        snapshot.HealthStatus.ShouldBe(HealthStatus.Healthy);
        await Eventually.IsTrueAsync(() => test.StatesOf("idea").Count >= 2);
        awaiting.Resource.Name.ShouldBe("awaiting");
    }

    [Fact]
    public async Task An_initialization_that_fails_fails_the_resource()
    {
        await using var test = new TestApplication();
        test.Builder.AddResource(new Idea("idea")).OnInitializeResource((_, _, _) => throw new InvalidOperationException("no idea"));
        await test.StartAsync();
        await test.ReachesAsync("idea", KnownResourceStates.FailedToStart);
        test.HostLog.Single().ShouldContain("no idea");
    }

    [Fact]
    public async Task A_child_follows_its_parent_with_its_own_health()
    {
        await using var test = new TestApplication();
        test.Builder.AddNeverHealthyCheck("never");
        var parent = test.AddScript("parent", "exec sleep 1000");
        test.Builder.AddResource(new Child("child", parent.Resource)).WithHealthCheck("never");
        await test.StartAsync();
        var snapshot = await test.ReachesAsync("child", KnownResourceStates.Running);
        snapshot.HealthStatus.ShouldBe(HealthStatus.Unhealthy);
        snapshot.Relationships.ShouldContain(new RelationshipSnapshot("parent", "Parent"));
        await test.ExecuteAsync("parent", KnownResourceCommands.StopCommand);
        await test.ReachesAsync("child", KnownResourceStates.Finished);
    }

    [Fact]
    public async Task A_connection_string_is_there_when_what_it_is_made_of_runs()
    {
        await using var test = new TestApplication();
        var server = test.AddScript("server", "exec sleep 1000").WithEndpoint(name: "tcp").WithExplicitStart();
        var announced = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = test.Builder.AddConnectionString("store", ReferenceExpression.Create($"Host={server.GetEndpoint("tcp").Property(EndpointProperty.Host)};Port={server.GetEndpoint("tcp").Property(EndpointProperty.Port)}"))
            .OnConnectionStringAvailable(async (resource, _, token) => announced.SetResult(await ((IResourceWithConnectionString)resource).GetConnectionStringAsync(token)));
        test.AddScript("client", "env; exec sleep 1000").WithReference(store).WaitFor(store);
        var starting = test.StartAsync();
        await Eventually.IsTrueAsync(() => test.StatesOf("store").Contains(KnownResourceStates.Waiting));
        announced.Task.IsCompleted.ShouldBeFalse();

        await test.ExecuteAsync("server", KnownResourceCommands.StartCommand);
        var value = $"Host=localhost;Port={server.GetEndpoint("tcp").Port}";
        (await announced.Task.WaitAsync(test.Deadline)).ShouldBe(value);
        await starting;
        await Eventually.IsTrueAsync(() => test.Lines("client").Contains($"ConnectionStrings__store={value}"));
    }

    private sealed class Idea(string name) : Resource(name), IResourceWithWaitSupport;

    private sealed class Child(string name, ExecutableResource parent) : Resource(name), IResourceWithParent<ExecutableResource>
    {
        public ExecutableResource Parent { get; } = parent;
    }
}
