using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Proxies;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class PortTests
{
    private const string FixedPorts = "--DcpPublisher:RandomizePorts=false";

    [Fact]
    public async Task An_endpoint_without_a_proxy_is_one_port_for_program_and_clients()
    {
        await using var test = new TestApplication();
        var web = test.AddService("web").WithHttpHealthCheck("/health");
        await test.StartAsync();
        await test.HealthyAsync("web");
        var endpoint = web.GetEndpoint("http");
        endpoint.TargetPort.ShouldBe(endpoint.Port);
        (await endpoint.Property(EndpointProperty.TargetPort).GetValueAsync(test.Deadline)).ShouldBe($"{endpoint.Port}");
    }

    [Fact]
    public async Task A_proxied_endpoint_parks_requests_while_its_program_is_away_and_serves_them_when_it_is_back()
    {
        await using var test = new TestApplication();
        var web = test.Builder.AddProject<Projects.Sample_Service>("web", o => o.ExcludeLaunchProfile = true).WithHttpEndpoint().WithExplicitStart();
        await test.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(web.GetEndpoint("http").Url) };
        var request = client.GetAsync("/health", test.Deadline);
        // Accepted, so that a proxy that does not park has hung up or answered before the program is there.
        var port = web.GetEndpoint("http").Port;
        await Eventually.IsTrueAsync(
            () => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().Any(connection => connection.State == TcpState.Established && connection.LocalEndPoint.Port == port),
            because: "the proxy has the connection");
        request.IsCompleted.ShouldBeFalse();

        await test.ExecuteAsync("web", KnownResourceCommands.StartCommand);
        (await request).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_port_in_use_fails_the_start_with_a_message_that_names_resource_endpoint_and_port()
    {
        var port = LoopbackPorts.Allocate();
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, port));
        other.Listen();
        await using var test = new TestApplication(FixedPorts);
        test.AddScript("direct", "exec sleep 1000").WithEndpoint(port: port, name: "front", isProxied: false);
        test.AddScript("proxied", "exec sleep 1000").WithEndpoint(port: port, name: "behind");
        await test.StartAsync();

        foreach (var (resource, endpoint) in new[] { ("direct", "front"), ("proxied", "behind") })
        {
            test.Snapshot(resource).State!.Text.ShouldBe(KnownResourceStates.FailedToStart);
            test.HostLog.ShouldContain(l => l.Contains($"'{resource}'", StringComparison.Ordinal) && l.Contains($"{port}", StringComparison.Ordinal) && l.Contains($"'{endpoint}'", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_start_succeeds_once_the_port_is_free_again()
    {
        var port = LoopbackPorts.Allocate();
        await using var test = new TestApplication();
        test.AddScript("direct", "exec sleep 1000").WithEndpoint(port: port, isProxied: false);
        using (var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            other.Bind(new IPEndPoint(IPAddress.Loopback, port));
            other.Listen();
            await test.StartAsync();
            test.Snapshot("direct").State!.Text.ShouldBe(KnownResourceStates.FailedToStart);
        }

        (await test.ExecuteAsync("direct", KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
    }

    [Fact]
    public async Task A_port_that_two_endpoints_ask_for_fails_the_second_and_names_both()
    {
        var port = LoopbackPorts.Allocate();
        await using var test = new TestApplication(FixedPorts);
        test.AddScript("one", "exec sleep 1000").WithEndpoint(port: port, isProxied: false);
        test.AddScript("two", "exec sleep 1000").WithEndpoint(port: port, isProxied: false);
        await test.StartAsync();
        test.Snapshot("one").State!.Text.ShouldBe(KnownResourceStates.Running);
        test.Snapshot("two").State!.Text.ShouldBe(KnownResourceStates.FailedToStart);
        test.HostLog.Single().ShouldContain("'one'");
    }

    [Fact]
    public async Task A_program_is_told_its_target_port_by_the_variable_that_was_asked_for()
    {
        await using var test = new TestApplication();
        var tcp = test.AddScript("listener", "echo port=$MY_PORT; exec sleep 1000").WithEndpoint(env: "MY_PORT");
        await test.StartAsync();
        var target = await tcp.GetEndpoint("tcp").Property(EndpointProperty.TargetPort).GetValueAsync(test.Deadline);
        target.ShouldNotBe($"{tcp.GetEndpoint("tcp").Port}");
        await Eventually.IsTrueAsync(() => test.Lines("listener").Contains($"port={target}"));
    }
}
