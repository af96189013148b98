using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class EventTests
{
    [Fact]
    public async Task Events_come_in_the_order_of_a_resources_life()
    {
        await using var test = new TestApplication();
        var seen = new ConcurrentQueue<string>();
        test.Builder.Eventing.Subscribe<BeforeStartEvent>((@event, _) => Note($"before start of {@event.Model.Resources.Count}"));
        test.Builder.Eventing.Subscribe<AfterResourcesCreatedEvent>((_, _) => Note("all created"));
        test.AddScript("one", "exec sleep 1000").WithEndpoint()
            .OnResourceEndpointsAllocated((r, _, _) => Note($"port {(r.GetEndpoint("tcp").IsAllocated ? "known" : "unknown")}"))
            .OnBeforeResourceStarted((_, _, _) => Note("before one"));
        await test.StartAsync();
        seen.ShouldBe(["before start of 1", "port known", "before one", "all created"]);

        Task Note(string what)
        {
            seen.Enqueue(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_handler_that_throws_keeps_its_resource_from_starting()
    {
        await using var test = new TestApplication();
        test.AddScript("one", "exec sleep 1000").OnBeforeResourceStarted((_, _, _) => throw new InvalidOperationException("not today"));
        test.AddScript("two", "exec sleep 1000");
        await test.StartAsync();
        test.Snapshot("one").State!.Text.ShouldBe(KnownResourceStates.FailedToStart);
        test.Snapshot("two").State!.Text.ShouldBe(KnownResourceStates.Running);
        test.HostLog.Single().ShouldContain("not today");
    }
}
