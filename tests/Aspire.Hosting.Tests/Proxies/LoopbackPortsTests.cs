using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Engine.Processes;
using Aspire.Hosting.Engine.Proxies;
using Aspire.Hosting.Tests.Processes;

namespace Aspire.Hosting.Tests.Proxies;

public sealed class LoopbackPortsTests
{
    [Fact]
    public void No_port_is_handed_out_twice_and_the_kernel_gives_it_to_nobody_else()
    {
        var ports = Enumerable.Range(0, 200).Select(static _ => LoopbackPorts.Allocate()).ToList();
        ports.Distinct().Count().ShouldBe(ports.Count);
        ports.ShouldAllBe(static port => LoopbackPorts.IsFree(port));

        var held = ports.ToHashSet();
        for (var attempt = 0; attempt < 2_000; attempt++)
        {
            using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            held.ShouldNotContain(((IPEndPoint)other.LocalEndPoint!).Port);
        }
    }

    [Fact]
    public async Task A_program_can_listen_on_an_allocated_port_of_both_addresses_and_restart_there()
    {
        await using var launcher = new ProcessLauncher();
        using var folder = new TemporaryDirectory();
        var port = LoopbackPorts.Allocate();
        var programs = new Programs();
        for (var round = 0; round < 2; round++)
        {
            var server = await launcher.StartAsync(
                programs.Program("redis-server", "--port", $"{port}", "--bind", "127.0.0.1", "::1", "--save", "", "--dir", folder.Path), CancellationToken.None);
            await Eventually.IsTrueAsync(async stop =>
            {
                using var first = new TcpClient(AddressFamily.InterNetwork);
                await first.ConnectAsync(IPAddress.Loopback, port, stop);
                using var second = new TcpClient(AddressFamily.InterNetworkV6);
                await second.ConnectAsync(IPAddress.IPv6Loopback, port, stop);
                return true;
            });
            LoopbackPorts.IsFree(port).ShouldBeFalse();
            await server.StopAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
        }
    }

    [Fact]
    public void A_port_that_somebody_listens_on_is_not_free()
    {
        using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
        listener.Start();
        LoopbackPorts.IsFree(((IPEndPoint)listener.LocalEndpoint).Port).ShouldBeFalse();
    }
}
