using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Engine.Proxies;

namespace Aspire.Hosting.Tests.Proxies;

public sealed class TcpProxyTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Bytes_go_both_ways_and_the_end_of_one_side_leaves_the_other_open(string address)
    {
        await using var server = new EchoServer();
        await using var proxy = TcpProxy.Start(null);
        proxy.SetTarget(server.Port);
        using var client = await ConnectAsync(proxy, address);
        var sent = RandomNumberGenerator.GetBytes(3_000_000);
        var receiving = ReadToEndAsync(client);
        await client.GetStream().WriteAsync(sent);
        client.Client.Shutdown(SocketShutdown.Send);

        var received = await receiving;
        received.AsSpan(0, sent.Length).SequenceEqual(sent).ShouldBeTrue();
        Encoding.ASCII.GetString(received.AsSpan(sent.Length)).ShouldBe("<end>");
    }

    [Fact]
    public async Task A_backend_that_listens_on_IPv6_alone_is_reached()
    {
        await using var server = new EchoServer(address: IPAddress.IPv6Loopback);
        await using var proxy = TcpProxy.Start(null);
        proxy.SetTarget(server.Port);
        using var client = await ConnectAsync(proxy);
        (await AskAsync(client, "hello")).ShouldBe("hello");
    }

    [Fact]
    public async Task A_connection_waits_for_its_backend_and_nothing_that_it_sent_is_lost()
    {
        await using var proxy = TcpProxy.Start(null);
        using var first = await ConnectAsync(proxy);
        await first.GetStream().WriteAsync("early "u8.ToArray());
        await Eventually.IsTrueAsync(() => proxy.Parked == 1);

        // The target is known before anybody listens there: a program that is starting.
        var port = LoopbackPorts.Allocate();
        proxy.SetTarget(port);
        await first.GetStream().WriteAsync("and late"u8.ToArray());
        using var second = await ConnectAsync(proxy);
        await Eventually.IsTrueAsync(() => proxy.Parked == 2);

        await using var server = new EchoServer(port);
        (await ReadAsync(first, "early and late".Length)).ShouldBe("early and late");
        (await AskAsync(second, "second")).ShouldBe("second");
        (await AskAsync(first, "more")).ShouldBe("more");
        proxy.Parked.ShouldBe(0);
    }

    [Fact]
    public async Task Connections_follow_the_backend_to_another_port_and_are_parked_while_there_is_none()
    {
        await using var proxy = TcpProxy.Start(null);
        await using (var server = new EchoServer())
        {
            proxy.SetTarget(server.Port);
            using var client = await ConnectAsync(proxy);
            (await AskAsync(client, "one")).ShouldBe("one");
            proxy.SetTarget(null);
            (await AskAsync(client, "still")).ShouldBe("still", "a connection that is carried already goes on");
        }

        using var parked = await ConnectAsync(proxy);
        await Eventually.IsTrueAsync(() => proxy.Parked == 1);
        await using var next = new EchoServer();
        proxy.SetTarget(next.Port);
        (await AskAsync(parked, "two")).ShouldBe("two");
    }

    [Fact]
    public async Task A_client_that_leaves_while_it_waits_is_forgotten_and_its_request_never_runs()
    {
        await using var proxy = TcpProxy.Start(null);
        using (var impatient = await ConnectAsync(proxy))
        {
            await impatient.GetStream().WriteAsync("SET key value"u8.ToArray());
            await Eventually.IsTrueAsync(() => proxy.Parked == 1);
        }

        await Eventually.IsTrueAsync(() => proxy.Parked == 0);
        await using var server = new EchoServer();
        proxy.SetTarget(server.Port);
        using var client = await ConnectAsync(proxy);
        (await AskAsync(client, "next")).ShouldBe("next");
        server.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task Only_so_many_connections_may_wait_and_they_are_served_when_a_backend_comes()
    {
        await using var proxy = TcpProxy.Start(null);
        List<TcpClient> clients = [];
        try
        {
            for (var count = 0; count < TcpProxy.MostParked; count++)
            {
                clients.Add(await ConnectAsync(proxy));
            }

            await Eventually.IsTrueAsync(() => proxy.Parked == TcpProxy.MostParked);
            using var refused = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            (await Should.ThrowAsync<SocketException>(async () =>
            {
                await refused.ConnectAsync(IPAddress.Loopback, proxy.Port).WaitAsync(Soon);
                await refused.ReceiveAsync(new byte[1]).WaitAsync(Soon);
            })).SocketErrorCode.ShouldBe(SocketError.ConnectionReset);

            await using var server = new EchoServer();
            proxy.SetTarget(server.Port);
            foreach (var client in clients)
            {
                (await AskAsync(client, "x")).ShouldBe("x");
            }

            proxy.Parked.ShouldBe(0);
        }
        finally
        {
            clients.ForEach(static client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_reset_of_the_backend_reaches_the_client_as_a_reset()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var proxy = TcpProxy.Start(null);
        proxy.SetTarget(((IPEndPoint)listener.LocalEndpoint).Port);
        using var client = await ConnectAsync(proxy);
        await client.GetStream().WriteAsync("x"u8.ToArray());
        var backend = await listener.AcceptSocketAsync();
        await backend.ReceiveAsync(new byte[1]).WaitAsync(Soon);
        backend.LingerState = new LingerOption(enable: true, seconds: 0);
        backend.Dispose();
        await Should.ThrowAsync<IOException>(() => client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Soon));
    }

    [Fact]
    public async Task Disposing_ends_carried_and_parked_connections_and_frees_the_port()
    {
        await using var server = new EchoServer();
        var proxy = TcpProxy.Start(null);
        using var parked = await ConnectAsync(proxy);
        await Eventually.IsTrueAsync(() => proxy.Parked == 1);
        await proxy.DisposeAsync().AsTask().WaitAsync(Soon);
        await Should.ThrowAsync<IOException>(() => parked.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Soon));

        var again = TcpProxy.Start(proxy.Port);
        again.SetTarget(server.Port);
        using var carried = await ConnectAsync(again);
        (await AskAsync(carried, "x")).ShouldBe("x");
        await again.DisposeAsync().AsTask().WaitAsync(Soon);
        await Should.ThrowAsync<IOException>(() => carried.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Soon));
        LoopbackPorts.IsFree(again.Port).ShouldBeTrue();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_clear_error()
    {
        await using var other = new EchoServer();
        var error = Should.Throw<DistributedApplicationException>(() => TcpProxy.Start(other.Port));
        error.Message.ShouldContain($"{other.Port}");
        error.Message.ShouldContain("another port");
        LoopbackPorts.IsFree(other.Port).ShouldBeFalse();
    }

    private static async Task<TcpClient> ConnectAsync(TcpProxy proxy, string address = "127.0.0.1")
    {
        var parsed = IPAddress.Parse(address);
        var client = new TcpClient(parsed.AddressFamily);
        await client.ConnectAsync(parsed, proxy.Port).WaitAsync(Soon);
        return client;
    }

    private static async Task<string> AskAsync(TcpClient client, string question)
    {
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(question));
        return await ReadAsync(client, question.Length);
    }

    private static async Task<string> ReadAsync(TcpClient client, int length)
    {
        var buffer = new byte[length];
        await client.GetStream().ReadExactlyAsync(buffer).AsTask().WaitAsync(Soon);
        return Encoding.ASCII.GetString(buffer);
    }

    private static async Task<byte[]> ReadToEndAsync(TcpClient client)
    {
        using var all = new MemoryStream();
        await client.GetStream().CopyToAsync(all).WaitAsync(TimeSpan.FromSeconds(30));
        return all.ToArray();
    }
}
