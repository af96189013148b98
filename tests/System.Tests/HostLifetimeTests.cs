using System.Net;
using System.Net.Sockets;

namespace MyArch.SystemTests;

/// <summary>The AppHost as its own process: how it ends, what it leaves behind, what it says to bad input.</summary>
public sealed class HostLifetimeTests : IDisposable
{
    private readonly TemporaryDirectory _state = new();

    public void Dispose() => _state.Dispose();

    [Theory]
    [InlineData(AppHostProcess.Terminate)]
    [InlineData(AppHostProcess.Interrupt)]
    public async Task A_stop_signal_ends_everything_with_exit_code_0(int signal)
    {
        using var host = AppHostProcess.Start(_state.Path, "dev");
        await host.ReadyAsync();
        var children = InstanceProcesses.DescendantsOf(host.Process.Id);

        host.Signal(signal);

        (await host.EndAsync()).ShouldBe(0, host.Output);
        children.Count.ShouldBeGreaterThanOrEqualTo(4);
        children.Where(InstanceProcesses.Lives).ShouldBeEmpty();
        File.Exists(host.RunningFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Kill_9_of_the_host_leaves_no_process_behind_and_a_second_start_works()
    {
        using (var killed = AppHostProcess.Start(_state.Path, "test"))
        {
            await killed.ReadyAsync();
            var children = InstanceProcesses.DescendantsOf(killed.Process.Id);
            children.Count.ShouldBeGreaterThanOrEqualTo(6);

            killed.Process.Kill();

            await Eventually.IsTrueAsync(() => !children.Any(InstanceProcesses.Lives), because:
                $"none of {string.Join("; ", children.Select(InstanceProcesses.CommandLine))} lives");
        }

        using var next = AppHostProcess.Start(_state.Path, "test");
        var gateway = await next.ReadyAsync();
        using var site = ProdSystem.SiteClient(gateway, "whatisthetime.localhost");
        using var answer = await site.GetAsync("/api/time");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("test/store/volumes/myarch-test-postgres-primary")]
    [InlineData("test/store/volumes/myarch-test-postgres-replica/base-backup")]
    public async Task A_first_start_that_was_killed_half_way_is_healed_by_the_next(string sign)
    {
        using (var killed = AppHostProcess.Start(_state.Path, "test"))
        {
            await Eventually.IsTrueAsync(() => Path.Exists(_state.Combine(sign)), TimeSpan.FromMinutes(3), $"{sign} is there");
            killed.Process.Kill();
            await killed.EndAsync();
        }

        using var next = AppHostProcess.Start(_state.Path, "test");
        await next.ReadyAsync();
    }

    [Fact]
    public async Task A_second_start_of_the_same_environment_says_so_and_ends()
    {
        using var first = AppHostProcess.Start(_state.Path, "dev");
        await first.ReadyAsync();

        using var second = AppHostProcess.Start(_state.Path, "dev");

        (await second.EndAsync()).ShouldBe(2);
        second.Output.ShouldContain("running already");
        second.Output.ShouldContain($"{first.Process.Id}");
        second.Output.ShouldNotContain("Unhandled exception");
        File.Exists(first.RunningFile).ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_environment_names_the_known_ones()
    {
        using var host = AppHostProcess.Start(_state.Path, "production");

        (await host.EndAsync()).ShouldBe(2);
        host.Output.ShouldContain("dev, prod, test");
        host.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_state_directory_that_cannot_be_written_is_named()
    {
        File.WriteAllText(_state.Combine("file"), "");

        using var host = AppHostProcess.Start(_state.Combine("file"), "dev");

        (await host.EndAsync()).ShouldBe(2);
        host.Output.ShouldContain("MYARCH_STATE");
        host.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_start_with_the_gateways_name()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        using var host = AppHostProcess.Start(_state.Path, "dev", "--Gateway:Port", $"{port}");

        (await host.EndAsync(TimeSpan.FromSeconds(60))).ShouldBe(1);
        host.Output.ShouldContain("gateway");
        host.Output.ShouldContain($"{port}");
    }
}
