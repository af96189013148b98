using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Tests.Orchestration;

/// <summary>An application host as a process of its own, as <c>dotnet run</c> starts it.</summary>
public sealed class HostProcessTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_stops_everything_and_the_exit_code_is_zero(string signal)
    {
        using var directory = new TemporaryDirectory();
        using var host = Start(directory);
        var children = await ChildrenAsync(host);
        await KillAsync(signal, host.Id);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await host.WaitForExitAsync(deadline.Token);
        host.ExitCode.ShouldBe(0);
        children.ShouldAllBe(pid => !TestApplication.IsAlive(pid));
    }

    [Fact]
    public async Task A_host_that_is_killed_leaves_no_child_behind_and_the_next_one_starts()
    {
        using var directory = new TemporaryDirectory();
        using var host = Start(directory);
        var children = await ChildrenAsync(host);
        host.Kill();
        await Eventually.IsTrueAsync(() => children.TrueForAll(pid => !TestApplication.IsAlive(pid)));

        using var next = Start(directory);
        (await ChildrenAsync(next)).Count.ShouldBeGreaterThan(1);
        await KillAsync("TERM", next.Id);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await next.WaitForExitAsync(deadline.Token);
        next.ExitCode.ShouldBe(0);
    }

    private static Process Start(TemporaryDirectory directory)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Sample.AppHost");
        var start = new ProcessStartInfo(program, ["--DcpPublisher:RandomizePorts=true", $"--Aspire:Store:Path={directory.Combine("store")}", $"--Sample:Store={directory.Combine("store")}"])
        {
            RedirectStandardOutput = false,
        };
        return Process.Start(start)!;
    }

    /// <summary>The services that the host has started, once both run.</summary>
    private static Task<List<int>> ChildrenAsync(Process host) => Eventually.BecomesAsync(
        _ => Task.FromResult(ServicesOf(host.Id)), pids => pids.Count >= 2, because: "the host has started its two services");

    private static List<int> ServicesOf(int host) =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(pid => pid != host && Read(pid, "cmdline").Contains("Sample.Service", StringComparison.Ordinal) && Read(pid, "status").Contains($"PPid:\t{host}\n", StringComparison.Ordinal))];

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task KillAsync(string signal, int pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{pid}"])!;
        await kill.WaitForExitAsync();
    }
}
