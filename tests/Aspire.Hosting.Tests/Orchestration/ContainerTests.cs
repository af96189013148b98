using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Images;
using Aspire.Hosting.Engine.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class ContainerTests
{
    [Fact]
    public async Task A_container_is_handed_on_with_image_environment_arguments_mounts_ports_and_user()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory.Combine("init"));
        await File.WriteAllTextAsync(directory.Combine("one.sh"), "");
        var image = new ProbeImage();
        await using var test = new TestApplication();
        test.Builder.Services.AddSingleton(new NativeImages([image]));
        var container = test.Builder.AddContainer("box", "team/probe", "3")
            .WithImageRegistry("docker.io")
            .WithEndpoint(targetPort: 5555, name: "tcp")
            .WithEnvironment("A", "1")
            .WithArgs("--dir", "/data")
            .WithEntrypoint("/bin/other")
            .WithVolume("box-data", "/data")
            .WithBindMount(directory.Combine("one.sh"), "/one.sh", isReadOnly: true)
            .WithContainerFiles("/init", directory.Combine("init"))
            .WithContainerRuntimeArgs("--user", "postgres");
        await test.StartAsync();
        var snapshot = await test.ReachesAsync("box", KnownResourceStates.Running);

        var native = image.Last!;
        (native.Name, native.Image, native.Tag, native.Entrypoint, native.User).ShouldBe(("box", "docker.io/team/probe", "3", "/bin/other", "postgres"));
        native.Arguments.ShouldBe(["--dir", "/data"]);
        native.Environment["A"].ShouldBe("1");
        native.Environment.Keys.ShouldNotContain("PATH");
        var store = test.Builder.Configuration["Aspire:Store:Path"]!;
        native.Mounts.ShouldBe(
        [
            new NativeMount(Path.Combine(store, "volumes", "box-data"), "/data", IsReadOnly: false),
            new NativeMount(directory.Combine("one.sh"), "/one.sh", IsReadOnly: true),
            new NativeMount(directory.Combine("init"), "/init", IsReadOnly: true),
        ]);
        Directory.Exists(native.Mounts[0].HostPath).ShouldBeTrue();
        native.Ports.Keys.ShouldBe([5555]);
        native.Ports[5555].ShouldNotBe(container.GetEndpoint("tcp").Port);
        Directory.Exists(native.ScratchDirectory).ShouldBeTrue();
        snapshot.ResourceType.ShouldBe("Container");
        snapshot.Properties.ShouldContain(new ResourcePropertySnapshot("container.image", "docker.io/team/probe:3"));
        snapshot.Volumes.Select(v => v.Target).ShouldBe(["/data", "/one.sh"]);

        await test.ExecuteAsync("box", KnownResourceCommands.StopCommand);
        test.Snapshot("box").State!.Text.ShouldBe(KnownResourceStates.Exited);
        await test.App.StopAsync(test.Deadline);
        Directory.Exists(native.ScratchDirectory).ShouldBeFalse();
    }

    [Fact]
    public async Task An_unknown_image_fails_to_start_and_names_the_image_and_the_way_out()
    {
        await using var test = new TestApplication();
        test.Builder.AddContainer("box", "team/unheard-of", "3");
        await test.StartAsync();
        test.Snapshot("box").State!.Text.ShouldBe(KnownResourceStates.FailedToStart);
        var message = test.HostLog.Single();
        message.ShouldContain("'box'");
        message.ShouldContain("team/unheard-of:3");
        message.ShouldContain("UsePolyfills=false");
    }

    [Fact]
    public async Task A_missing_bind_mount_fails_to_start_and_names_the_path()
    {
        await using var test = new TestApplication();
        test.Builder.Services.AddSingleton(new NativeImages([new ProbeImage()]));
        test.Builder.AddContainer("box", "team/probe", "3").WithBindMount("/no/such/file", "/x");
        await test.StartAsync();
        test.Snapshot("box").State!.Text.ShouldBe(KnownResourceStates.FailedToStart);
        test.HostLog.Single().ShouldContain("'/no/such/file'");
    }

    [Fact]
    public async Task A_real_redis_is_reached_through_its_proxy_and_keeps_its_address_over_a_restart()
    {
        await using var test = new TestApplication();
        var cache = test.Builder.AddContainer("cache", "redis", "7").WithEndpoint(targetPort: 6379, name: "tcp", scheme: "redis").WithVolume("cache-data", "/data");
        await test.StartAsync();
        var port = cache.GetEndpoint("tcp").Port;
        (await PingAsync(port, test.Deadline)).ShouldBe("+PONG");
        (await test.ExecuteAsync("cache", KnownResourceCommands.RestartCommand)).Success.ShouldBeTrue();
        cache.GetEndpoint("tcp").Port.ShouldBe(port);
        (await PingAsync(port, test.Deadline)).ShouldBe("+PONG");
    }

    private static async Task<string?> PingAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync("localhost", port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync("PING\r\n"u8.ToArray(), cancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync(cancellationToken);
    }

    /// <summary>An image whose program is sleep, and that remembers what it was given.</summary>
    private sealed class ProbeImage : INativeImage
    {
        public string Image => "team/probe";

        public NativeContainer? Last { get; private set; }

        public Task<ChildProcess> StartAsync(NativeContainer container, ProcessLauncher launcher, CancellationToken cancellationToken)
        {
            Last = container;
            return launcher.StartAsync(
                new ProcessSpec { Name = container.Name, FileName = "sleep", Arguments = ["1000"], Environment = container.Environment, WorkingDirectory = container.ScratchDirectory },
                cancellationToken);
        }
    }
}
