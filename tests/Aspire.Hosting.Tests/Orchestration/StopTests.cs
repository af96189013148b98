using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class StopTests
{
    [Fact]
    public async Task Resources_stop_in_the_reverse_order_of_their_dependencies()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Combine("order");
        await using (var test = new TestApplication())
        {
            var store = Add(test, "store");
            var connection = test.Builder.AddConnectionString("connection", ReferenceExpression.Create($"{store.WithEndpoint().GetEndpoint("tcp")}"));
            var service = Add(test, "service").WaitFor(connection);
            Add(test, "gateway").WithReferenceRelationship(service);
            Add(test, "child").WithParentRelationship(store);
            await test.StartAsync();
            foreach (var name in new[] { "store", "service", "gateway", "child" })
            {
                await Eventually.IsTrueAsync(() => test.Lines(name).Contains("ready"));
            }

            await test.App.StopAsync(test.Deadline);
            await Eventually.IsTrueAsync(() => test.StatesOf("store") is [.., "Finished"]);
        }

        var order = (await File.ReadAllLinesAsync(file)).ToList();
        order.Count.ShouldBe(4);
        order[^1].ShouldBe("store");
        order.IndexOf("gateway").ShouldBeLessThan(order.IndexOf("service"));

        IResourceBuilder<ExecutableResource> Add(TestApplication test, string name) =>
            test.AddScript(name, $"trap 'sleep 0.2; echo {name} >> {file}; exit 0' TERM; echo ready; while true; do sleep 0.05; done");
    }

    [Fact]
    public async Task Stopping_is_graceful_and_leaves_no_process()
    {
        await using var test = new TestApplication();
        test.AddService("web").WithHttpHealthCheck("/health");
        test.AddScript("parent", "sleep 1000 & echo $!; wait");
        await test.StartAsync();
        var web = TestApplication.Pid((await test.HealthyAsync("web")).Snapshot);
        await Eventually.IsTrueAsync(() => test.Lines("parent").Count > 0);
        var grandchild = int.Parse(test.Lines("parent")[0], System.Globalization.CultureInfo.InvariantCulture);

        await test.App.StopAsync(test.Deadline);
        test.Snapshot("web").ExitCode.ShouldBe(0);
        test.Snapshot("web").State!.Text.ShouldBe(KnownResourceStates.Finished);
        TestApplication.IsAlive(web).ShouldBeFalse();
        await Eventually.IsTrueAsync(() => !TestApplication.IsAlive(grandchild));
        test.HostLog.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_application_that_was_never_started_can_be_disposed_of()
    {
        await using var test = new TestApplication();
        test.AddScript("idle", "exec sleep 1000");
        await using var app = await test.Builder.BuildAsync(test.Deadline);
    }

    [Fact]
    public async Task A_start_after_the_stop_is_refused()
    {
        await using var test = new TestApplication();
        test.AddScript("idle", "exec sleep 1000");
        await test.StartAsync();
        await test.App.StopAsync(test.Deadline);
        (await test.ExecuteAsync("idle", KnownResourceCommands.StartCommand)).Success.ShouldBeFalse();
        test.Snapshot("idle").State!.Text.ShouldNotBe(KnownResourceStates.Running);
    }
}
