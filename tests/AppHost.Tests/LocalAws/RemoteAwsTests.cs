using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using MyArch.AppHost.LocalAws;

namespace MyArch.AppHost.Tests.LocalAws;

public sealed class RemoteAwsTests
{
    private static readonly string[] Complete =
    [
        "--Aws:UseLocal=false",
        "--Aws:Region=eu-central-1",
        "--Aws:Queues:jobs=https://sqs.eu-central-1.amazonaws.com/123456789012/shop-jobs",
        "--Aws:Queues:jobs-dlq=https://sqs.eu-central-1.amazonaws.com/123456789012/shop-jobs-dead",
        "--Aws:Buckets:media=shop-media-123456789012",
    ];

    [Fact]
    public async Task Nothing_local_is_there_and_services_get_the_names_of_the_configuration()
    {
        await using var test = new AwsApplication(args: Complete);
        test.Builder.AddExecutable("service", "/bin/sh", "/", "-c", "sleep 600").WithReference(test.Jobs).WithReference(test.Media);
        test.Builder.Resources.OfType<ContainerResource>().ShouldBeEmpty();
        await test.StartAsync();
        var running = await test.App.ResourceNotifications.WaitForResourceAsync("service", static e => e.Snapshot.State?.Text == KnownResourceStates.Running, test.Deadline);
        var variables = running.Snapshot.EnvironmentVariables.Where(static variable => variable.Name.StartsWith("AWS_", StringComparison.Ordinal) || variable.Name.Contains("__", StringComparison.Ordinal))
            .ToDictionary(static variable => variable.Name, static variable => variable.Value);
        variables["AWS_REGION"].ShouldBe("eu-central-1");
        variables["Jobs__QueueUrl"].ShouldBe("https://sqs.eu-central-1.amazonaws.com/123456789012/shop-jobs");
        variables["Jobs__DeadLetterQueueUrl"].ShouldBe("https://sqs.eu-central-1.amazonaws.com/123456789012/shop-jobs-dead");
        variables["Storage__Bucket"].ShouldBe("shop-media-123456789012");
        variables.Keys.ShouldNotContain(static name => name.StartsWith("AWS_ENDPOINT", StringComparison.Ordinal) || name == "AWS_ACCESS_KEY_ID");
    }

    [Theory]
    [InlineData("Aws:Region")]
    [InlineData("Aws:Queues:jobs")]
    [InlineData("Aws:Queues:jobs-dlq")]
    [InlineData("Aws:Buckets:media")]
    public void A_missing_name_is_a_clear_error(string key) =>
        Should.Throw<StartupException>(() => new AwsApplication(args: [.. Complete.Where(argument => !argument.StartsWith($"--{key}=", StringComparison.Ordinal))]))
            .Message.ShouldContain($"{key} must be set");

    [Fact]
    public void The_switch_is_true_or_false() =>
        Should.Throw<StartupException>(static () => new AwsApplication(args: ["--Aws:UseLocal=maybe"])).Message.ShouldBe("Aws:UseLocal is 'maybe'. It must be true or false.");
}
