using Microsoft.Extensions.Options;
using MyArch.ServiceDefaults;
using MyArch.Worker.Daemon.Tests.Fixtures;

namespace MyArch.Worker.Daemon.Tests;

[Collection(AwsCollection.Name)] // It says where the SDK finds the queue, for the whole process.
public sealed class DaemonOptionsTests
{
    [Fact]
    public void The_defaults_are_those_of_the_real_daemon()
    {
        var options = new SqsdOptions();

        (options.HttpPath, options.MimeType, options.HttpConnections, options.ConnectTimeout, options.InactivityTimeout).ShouldBe(("/", "application/json", 50, 5, 299));
        (options.VisibilityTimeout, options.ErrorVisibilityTimeout, options.RetentionPeriod, options.MaxRetries, options.WaitTimeSeconds).ShouldBe((300, 2, 345_600, 10, 20));
    }

    [Theory]
    [InlineData("Sqsd:HttpPath", "jobs")]
    [InlineData("Sqsd:MimeType", "json")]
    [InlineData("Sqsd:HttpConnections", "0")]
    [InlineData("Sqsd:HttpConnections", "101")]
    [InlineData("Sqsd:ConnectTimeout", "61")]
    [InlineData("Sqsd:InactivityTimeout", "36001")]
    [InlineData("Sqsd:InactivityTimeout", "300")]
    [InlineData("Sqsd:VisibilityTimeout", "43201")]
    [InlineData("Sqsd:ErrorVisibilityTimeout", "-1")]
    [InlineData("Sqsd:RetentionPeriod", "59")]
    [InlineData("Sqsd:MaxRetries", "101")]
    [InlineData("Sqsd:MaxRetries", "many")]
    [InlineData("Sqsd:AppUrl", null)]
    [InlineData("Sqsd:AppUrl", "http://localhost/path")]
    [InlineData("Sqsd:WaitTimeSeconds", "21")]
    [InlineData("Jobs:QueueUrl", "")]
    [InlineData("Clock:Speed", "0")]
    [InlineData("ConnectionStrings:worker-lease", "")]
    [InlineData("AWS_REGION", "")]
    public void A_wrong_setting_keeps_it_from_starting_and_is_named(string key, string? value)
    {
        var settings = DaemonSettings.Of("worker-a1", new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:1/000000000000/jobs"), "http://127.0.0.1:2", "127.0.0.1:3");
        settings[key] = value;

        var failure = Should.Throw<Exception>(() => new DaemonServer(settings));

        failure.GetBaseException().Message.ShouldContain(key.StartsWith("Sqsd", StringComparison.Ordinal) && value == "many" ? "MaxRetries" : key);
    }

    [Fact]
    public void A_file_of_tasks_that_is_wrong_keeps_it_from_starting()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.Combine("cron.yaml"), "version: 1\ncron:\n  - name: a b\n    url: here\n    schedule: \"@daily\"\n");
        var settings = DaemonSettings.Of("worker-a1", new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:1/000000000000/jobs"), "http://127.0.0.1:2", "127.0.0.1:3");
        settings["Sqsd:CronFile"] = folder.Combine("cron.yaml");

        var failure = Should.Throw<OptionsValidationException>(() => new DaemonServer(settings));

        failure.Failures.Count().ShouldBe(3);
    }

    [Theory]
    [InlineData(1, 300, 299, 2, 300, 299, 2)]
    [InlineData(30, 300, 299, 2, 11, 10, 1)]
    [InlineData(30, 300, 180, 60, 10, 6, 2)]
    [InlineData(3600, 43200, 1, 0, 12, 1, 1)]
    public void Control_loops_are_faster_by_the_clock_and_a_message_stays_hidden_while_the_app_may_work(
        double speed, int visibility, int inactivity, int error, int visibilityHere, int inactivityHere, int errorHere)
    {
        var options = new SqsdOptions { VisibilityTimeout = visibility, InactivityTimeout = inactivity, ErrorVisibilityTimeout = error };
        var times = new SqsdTimes(Options.Create(options), Options.Create(new ClockOptions { Speed = speed }));

        (times.VisibilitySeconds, times.Inactivity, times.ErrorVisibilitySeconds).ShouldBe((visibilityHere, TimeSpan.FromSeconds(inactivityHere), errorHere));
        times.Retention.ShouldBe(TimeSpan.FromDays(4));
    }
}
