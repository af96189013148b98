using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Logging;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class LogTests
{
    [Fact]
    public async Task Output_reaches_those_who_watch_what_was_written_before_and_after()
    {
        await using var test = new TestApplication();
        test.AddScript("talker", "echo early; echo wrong >&2; while read line; do echo $line; done; exec sleep 1000");
        await test.StartAsync();
        await Eventually.IsTrueAsync(() => test.Lines("talker").Count(l => l is "early" or "wrong") == 2);

        var loggers = test.App.Services.GetRequiredService<ResourceLoggerService>();
        var seen = new List<LogLine>();
        var watching = Task.Run(async () =>
        {
            await foreach (var batch in loggers.WatchAsync("talker"))
            {
                lock (seen)
                {
                    seen.AddRange(batch);
                }
            }
        });
        await test.ExecuteAsync("talker", KnownResourceCommands.StopCommand);
        await Eventually.IsTrueAsync(() => Snapshot().Any(l => l.Content.Contains("has ended", StringComparison.Ordinal)));
        var lines = Snapshot();
        lines.Single(l => l.Content.EndsWith(" early", StringComparison.Ordinal)).IsErrorMessage.ShouldBeFalse();
        lines.Single(l => l.Content.EndsWith(" wrong", StringComparison.Ordinal)).IsErrorMessage.ShouldBeTrue();
        lines.Select(l => l.LineNumber).ShouldBe(Enumerable.Range(1, lines.Count));

        loggers.Complete("talker");
        await watching.WaitAsync(test.Deadline);

        List<LogLine> Snapshot()
        {
            lock (seen)
            {
                return [.. seen];
            }
        }
    }

    [Fact]
    public void Only_the_last_ten_thousand_lines_are_kept()
    {
        var log = new ResourceLog(new SecretMask(), TimeProvider.System);
        for (var i = 1; i <= ResourceLog.KeptLines + 5; i++)
        {
            log.Append($"{i}", isError: false);
        }

        log.Kept().Count.ShouldBe(ResourceLog.KeptLines);
        log.Kept()[0].LineNumber.ShouldBe(6);
        log.Last(2).ShouldBe(["10004", "10005"]);
    }

    [Fact]
    public void Long_lines_are_kept_as_far_as_there_is_room()
    {
        var log = new ResourceLog(new SecretMask(), TimeProvider.System);
        for (var i = 1; i <= 1_000; i++)
        {
            log.Append(new string('x', 10_000), isError: false);
        }

        log.Last(1_000).Sum(static line => line.Length).ShouldBe(ResourceLog.KeptCharacters);
        log.Kept()[^1].LineNumber.ShouldBe(1_000);
    }

    [Fact]
    public void Ten_thousand_lines_of_two_hundred_characters_are_kept()
    {
        var log = new ResourceLog(new SecretMask(), TimeProvider.System);
        for (var i = 1; i <= ResourceLog.KeptLines; i++)
        {
            log.Append(new string('x', 200), isError: false);
        }

        log.Kept().Count.ShouldBe(ResourceLog.KeptLines);
    }

    [Fact]
    public void The_order_of_the_lines_is_that_of_their_times()
    {
        var log = new ResourceLog(new SecretMask(), TimeProvider.System);

        Parallel.For(0, 5_000, i => log.Append($"{i}", isError: false));

        var times = log.After(0, int.MaxValue, out _).Select(static line => line.Time).ToList();
        times.ShouldBe(times.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_secret_never_appears_in_output_log_error_or_command_line()
    {
        const string Secret = "Hx-very/secret+value";
        await using var test = new TestApplication($"--Parameters:key={Secret}");
        var key = test.Builder.AddParameter("key", secret: true);
        test.AddScript("leaky", "echo key is $KEY; sleep 0.1; echo and $KEY >&2; exit 1").WithEnvironment("KEY", key);
        test.AddScript("failing", "exec sleep 1000").WithEnvironment("KEY", key)
            .OnBeforeResourceStarted(async (_, _, token) => throw new InvalidOperationException($"cannot use {await key.Resource.GetValueAsync(token)}"));
        await test.StartAsync();
        await test.ReachesAsync("leaky", KnownResourceStates.Finished);
        await Eventually.IsTrueAsync(() => test.HostLog.Count == 2);

        test.Lines("leaky").ShouldContain("key is ********");
        test.Lines("failing").ShouldContain(l => l.Contains("cannot use ********", StringComparison.Ordinal));
        string.Join('\n', [.. test.Lines("leaky"), .. test.Lines("failing"), .. test.HostLog]).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_secret_on_a_command_line_is_warned_of()
    {
        await using var test = new TestApplication("--Parameters:key=0123456789");
        var key = test.Builder.AddParameter("key", secret: true);
        test.AddScript("careless", "exec sleep 1000").WithArgs("x", key.Resource);
        await test.StartAsync();
        test.Lines("careless").ShouldContain(l => l.Contains("'key'", StringComparison.Ordinal) && l.Contains("command line", StringComparison.Ordinal));
    }
}
