using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Tests.Processes;

/// <summary>Children live exactly as long as their host, whichever of the host's threads comes and goes.</summary>
public sealed class HostDeathTests
{
    private const int Children = 20;

    [Fact]
    public Task Children_outlive_the_threads_that_asked_for_them_and_die_with_their_host() => RunAsync(idle: TimeSpan.FromSeconds(4), poolThreadTimeout: TimeSpan.FromSeconds(1));

    [Fact]
    [Trait("Category", "Slow")]
    public Task Children_are_alive_after_a_minute_and_die_with_their_host() => RunAsync(idle: TimeSpan.FromSeconds(60), poolThreadTimeout: null);

    private static async Task RunAsync(TimeSpan idle, TimeSpan? poolThreadTimeout)
    {
        using var host = Start(poolThreadTimeout);
        try
        {
            var threads = int.Parse((await host.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            List<int> children = [];
            while (await host.StandardOutput.ReadLineAsync() is { } line && line != TestHost.Ready)
            {
                children.Add(int.Parse(line, CultureInfo.InvariantCulture));
            }

            children.Count.ShouldBe(Children);
            var mark = MarkOf(children[0]);
            await Eventually.IsTrueAsync(() => LinuxProcess.WithEnvironment(mark).Count == Children + 2, because: "the family has started its own children");
            var family = LinuxProcess.WithEnvironment(mark);
            var watch = Stopwatch.StartNew();
            await Eventually.IsTrueAsync(() => watch.Elapsed > idle, idle + TimeSpan.FromSeconds(60), "the host was idle long enough");

            children.ShouldAllBe(static child => LinuxProcess.IsAlive(child));
            children.ShouldAllBe(child => LinuxProcess.ParentOf(child) == host.Id);
            await Eventually.IsTrueAsync(() => LinuxProcess.ThreadsOf(host.Id) < threads, because: "threads of the pool have ended: without that this test shows nothing");
            children.ShouldAllBe(static child => LinuxProcess.IsAlive(child));

            host.Kill();
            await Eventually.IsTrueAsync(() => !family.Any(LinuxProcess.IsAlive), because: "the host's death has ended all its descendants");
            await Eventually.IsTrueAsync(
                () => LinuxProcess.WithCommandLine(mark).Count == 0, because: "the guardian has ended too");
        }
        finally
        {
            host.Kill();
        }
    }

    private static string MarkOf(int child) => File.ReadAllText($"/proc/{child}/environ").Split('\0')
        .Single(static variable => variable.StartsWith(ProcessGuardian.Mark, StringComparison.Ordinal));

    private static Process Start(TimeSpan? poolThreadTimeout)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(TestHost).Assembly.Location, Children.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        if (poolThreadTimeout is { } timeout)
        {
            start.Environment["DOTNET_ThreadPool_ThreadTimeoutMs"] = ((int)timeout.TotalMilliseconds).ToString("x", CultureInfo.InvariantCulture);
        }

        return Process.Start(start)!;
    }
}
