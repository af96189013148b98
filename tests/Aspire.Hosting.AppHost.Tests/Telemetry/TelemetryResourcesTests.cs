using Aspire.Hosting.Dashboard.Telemetry;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard.Tests.Telemetry;

public sealed class TelemetryResourcesTests
{
    [Fact]
    public void A_process_that_is_started_again_is_another_instance_of_the_same_name()
    {
        var resources = new TelemetryResources();
        var first = resources.Of(Attributes("shop", "one"));
        resources.Of(Attributes("shop", "one")).ShouldBeSameAs(first);
        var version = resources.Version;
        var second = resources.Of(Attributes("shop", "two"));
        second.ShouldNotBeSameAs(first);
        resources.Version.ShouldBeGreaterThan(version);
        resources.Of(TelemetryAttributes.Empty).Name.ShouldBe("unknown_service");
        resources.All.Select(resource => resource.ToString()).ShouldBe(["shop (one)", "shop (two)", "unknown_service"]);
    }

    [Fact]
    public void What_a_resource_says_of_itself_last_counts()
    {
        var resources = new TelemetryResources();
        var resource = resources.Of(Attributes("shop", "one"));
        resources.Of(TelemetryAttributes.Of(("service.name", "shop"), ("service.instance.id", "one"), ("zone", "a"))).ShouldBeSameAs(resource);
        resource.Attributes.Text("zone").ShouldBe("a");
    }

    [Fact]
    public void The_one_not_heard_of_for_longest_is_forgotten()
    {
        var resources = new TelemetryResources(new() { MaxResourceCount = 3 });
        foreach (var instance in new[] { "a", "b", "c", "a", "d" })
        {
            resources.Of(Attributes("shop", instance));
        }

        resources.All.Select(resource => resource.InstanceId).Order().ShouldBe(["a", "c", "d"]);
    }

    [Fact]
    public void Limits_are_configured_by_the_keys_of_Aspires_dashboard()
    {
        TelemetryLimits.Read(Configuration("MaxLogCount", "5")).MaxLogCount.ShouldBe(5);
        Should.Throw<DistributedApplicationException>(() => TelemetryLimits.Read(Configuration("MaxTraceCount", "0"))).Message.ShouldContain("MaxTraceCount");
        Should.Throw<DistributedApplicationException>(() => TelemetryLimits.Read(Configuration("MaxTraceCount", "many"))).Message.ShouldContain("MaxTraceCount");
    }

    private static TelemetryAttributes Attributes(string name, string instance) => TelemetryAttributes.Of(("service.name", name), ("service.instance.id", instance));

    private static IConfiguration Configuration(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new($"Dashboard:TelemetryLimits:{key}", value)]).Build();
}
