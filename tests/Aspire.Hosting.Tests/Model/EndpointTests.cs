using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Aspire.Hosting.Tests.Model;

public sealed class EndpointTests
{
    [Theory]
    [InlineData(true, 80, null, 80, null)]
    [InlineData(true, null, 90, null, 90)]
    [InlineData(false, 80, null, 80, 80)]
    [InlineData(false, null, 90, 90, 90)]
    [InlineData(false, 80, 90, 80, 90)]
    public void Without_a_proxy_port_and_target_port_stand_in_for_each_other(bool isProxied, int? port, int? targetPort, int? expectedPort, int? expectedTargetPort)
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, port: port, targetPort: targetPort, isProxied: isProxied);
        (endpoint.Port, endpoint.TargetPort).ShouldBe((expectedPort, expectedTargetPort));
    }

    [Fact]
    public void Name_scheme_and_transport_have_the_usual_defaults()
    {
        var plain = new EndpointAnnotation(ProtocolType.Tcp);
        (plain.Name, plain.UriScheme, plain.Transport, plain.IsProxied, plain.TlsEnabled).ShouldBe(("tcp", "tcp", "tcp", true, false));
        var https = new EndpointAnnotation(ProtocolType.Tcp, "https");
        (https.Name, https.Transport, https.TlsEnabled).ShouldBe(("https", "http", true));
    }

    [Fact]
    public void A_second_WithEndpoint_changes_only_what_it_says()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var container = builder.AddContainer("cache", "redis", "7").WithEndpoint(targetPort: 6379, name: "tcp").WithEndpoint(port: 7000, name: "tcp", isProxied: false);
        var endpoint = container.Resource.Annotations.OfType<EndpointAnnotation>().Single();
        (endpoint.Port, endpoint.TargetPort, endpoint.IsProxied).ShouldBe((7000, 6379, false));
        container.WithEndpoint("tcp", e => e.Port = null).WithEndpoint("other", _ => { }, createIfNotExists: false);
        container.Resource.Annotations.OfType<EndpointAnnotation>().Single().Port.ShouldBe(6379);
    }

    [Fact]
    public void A_reference_may_be_made_before_its_endpoint_and_says_what_is_missing()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var container = builder.AddContainer("cache", "redis").WithEndpoint(name: "tcp");
        var reference = container.GetEndpoint("admin");
        reference.Exists.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => reference.Scheme).Message.ShouldBe("Resource 'cache' has no endpoint 'admin'. It has 'tcp'.");
        container.WithHttpEndpoint(name: "admin");
        (reference.Exists, reference.IsHttp, reference.IsAllocated).ShouldBe((true, true, false));
        Should.Throw<InvalidOperationException>(() => reference.Url).Message.ShouldContain("not allocated");
    }

    [Fact]
    public void External_http_endpoints_are_marked_and_others_are_not()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var container = builder.AddContainer("web", "nginx").WithHttpEndpoint().WithEndpoint(name: "tcp").WithExternalHttpEndpoints();
        container.Resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.IsExternal).Select(e => e.Name).ShouldBe(["http"]);
    }

    [Fact]
    public void A_health_check_needs_an_http_endpoint()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        Should.Throw<DistributedApplicationException>(() => builder.AddContainer("one", "redis").WithHttpHealthCheck()).Message.ShouldContain("'one'");
        Should.Throw<DistributedApplicationException>(() => builder.AddContainer("two", "redis").WithEndpoint(name: "tcp").WithHttpHealthCheck(endpointName: "tcp"));
    }
}
