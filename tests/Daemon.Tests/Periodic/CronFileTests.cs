using MyArch.Worker.Daemon.Periodic;

namespace MyArch.Worker.Daemon.Tests.Periodic;

public sealed class CronFileTests
{
    [Fact]
    public void A_file_as_the_real_daemon_reads_it_is_read()
    {
        var file = CronFile.Parse("""
            version: 1
            cron:
              - name: "backup-job"
                url: "/backup"
                schedule: "0 */12 * * *"
              - name: "audit"
                url: "/audit"
                schedule: "0 23 * * *"
            """);

        file.Errors.ShouldBeEmpty();
        file.Tasks.Select(static task => (task.Name, task.Path)).ShouldBe([("backup-job", "/backup"), ("audit", "/audit")]);
    }

    [Fact]
    public void The_products_own_file_is_good() => CronFile.Read("cron.yaml").ShouldSatisfyAllConditions(
        static file => file.Errors.ShouldBeEmpty(), static file => file.Tasks.Select(static task => task.Path).ShouldBe(["/tasks/sweep-media", "/tasks/report-queue"]));

    [Fact]
    public void A_file_that_is_not_there_has_no_tasks() => CronFile.Read("none.yaml").ShouldSatisfyAllConditions(static file => file.Errors.ShouldBeEmpty(), static file => file.Tasks.ShouldBeEmpty());

    [Theory]
    [InlineData("", "version")]
    [InlineData("version: 2", "version")]
    [InlineData("version: one", "line 1")]
    [InlineData("version: 1\ncrons: []", "line 2")]
    [InlineData("version: 1\nversion: 1", "line 2")]
    [InlineData("version: 1\ncron:\n  - {name: a, url: /a}", "schedule")]
    [InlineData("version: 1\ncron:\n  - {name: a, url: /a, schedule: '* * * *'}", "schedule")]
    [InlineData("version: 1\ncron:\n  - {name: a, url: /a, schedule: '* * * * * *'}", "schedule")]
    [InlineData("version: 1\ncron:\n  - {name: a, url: /a, schedule: '60 * * * *'}", "schedule")]
    [InlineData("version: 1\ncron:\n  - {name: a, url: /a, schedule: '@hourly'}", "schedule")]
    [InlineData("version: 1\ncron:\n  - {name: a, url: 'http://example.org/', schedule: '* * * * *'}", "url")]
    [InlineData("version: 1\ncron:\n  - {name: 'a\n\n    b', url: /a, schedule: '* * * * *'}", "name")]
    [InlineData("version: 1\ncron:\n  - {name: a, url: /a, schedule: '* * * * *'}\n  - {name: a, url: /b, schedule: '* * * * *'}", "'a' is there more than once")]
    [InlineData("version: 1\ncron:\n  -", "name")]
    [InlineData("version: 1\ncron: {a: b", "line")]
    [InlineData("\0", "version")]
    public void What_is_wrong_is_said(string yaml, string expected)
    {
        var file = CronFile.Parse(yaml);

        file.Tasks.ShouldBeEmpty();
        file.Errors.ShouldContain(error => error.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("* * * * *", "2026-03-29T01:30:59Z", "2026-03-29T01:30:00Z")]
    [InlineData("*/15 * * * *", "2026-03-29T02:14:00Z", "2026-03-29T02:00:00Z")]
    [InlineData("0 3 * * *", "2026-03-29T03:00:00Z", "2026-03-29T03:00:00Z")]
    [InlineData("0 3 * * MON", "2026-03-29T03:00:00Z", "2026-03-23T03:00:00Z")]
    [InlineData("30 2 29 2 *", "2026-03-29T03:00:00Z", "2024-02-29T02:30:00Z")]
    public void The_last_time_is_by_UTC(string schedule, string now, string due) =>
        CronFile.Parse($"version: 1\ncron:\n  - {{name: a, url: /a, schedule: '{schedule}'}}").Tasks.Single().LastDue(DateTimeOffset.Parse(now)).ShouldBe(DateTimeOffset.Parse(due));

    [Fact]
    public void A_time_that_never_comes_is_never_due() =>
        CronFile.Parse("version: 1\ncron:\n  - {name: a, url: /a, schedule: '0 0 31 2 *'}").Tasks.Single().LastDue(TimeProvider.System.GetUtcNow()).ShouldBeNull();
}
