using Amazon.S3.Model;
using Amazon.SQS;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using MyArch.AppHost.LocalAws;

namespace MyArch.AppHost.Tests.LocalAws;

public sealed class LocalAwsTests
{
    [Fact]
    public async Task Queues_and_buckets_are_made_when_the_endpoint_is_ready()
    {
        await using var test = new AwsApplication(maxReceiveCount: 7);
        await test.StartHealthyAsync();
        var jobs = await test.AttributesAsync(test.Jobs);
        jobs[QueueAttributeName.VisibilityTimeout].ShouldBe("10");
        jobs[QueueAttributeName.MessageRetentionPeriod].ShouldBe("345600");
        jobs[QueueAttributeName.RedrivePolicy].ShouldBe("""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:jobs-dlq","maxReceiveCount":7}""");
        (await test.AttributesAsync(test.DeadLetters))[QueueAttributeName.MessageRetentionPeriod].ShouldBe("1209600");
        using var storage = test.Aws.Resource.CreateStorageClient();
        await storage.PutObjectAsync(new PutObjectRequest { BucketName = "media", Key = "hello", ContentBody = "world" }, test.Deadline);
        (await storage.GetObjectMetadataAsync("media", "hello", test.Deadline)).ContentLength.ShouldBe(5);
    }

    [Fact]
    public async Task A_service_gets_the_sdks_variables_and_the_names()
    {
        await using var test = new AwsApplication();
        test.Builder.AddExecutable("service", "/bin/sh", "/", "-c", "sleep 600").WithReference(test.Jobs).WithReference(test.Media);
        await test.StartHealthyAsync();
        var url = ((LocalAwsResource)test.Aws.Resource).Endpoint.Url.TrimEnd('/');
        var running = await test.App.ResourceNotifications.WaitForResourceAsync("service", static e => e.Snapshot.State?.Text == KnownResourceStates.Running, test.Deadline);
        var variables = running.Snapshot.EnvironmentVariables.ToDictionary(static variable => variable.Name, static variable => variable.Value);
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_SQS"] = url,
            ["AWS_ENDPOINT_URL_S3"] = url,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = "local",
            ["AWS_SECRET_ACCESS_KEY"] = "local",
            ["Jobs__QueueUrl"] = $"{url}/000000000000/jobs",
            ["Jobs__DeadLetterQueueUrl"] = $"{url}/000000000000/jobs-dlq",
            ["Storage__Bucket"] = "media",
        })
        {
            variables.ShouldContainKeyAndValue(name, value);
        }

        string[] referenced = ["jobs", "media-bucket"];
        referenced.ShouldBeSubsetOf(running.Snapshot.Relationships.Select(static relationship => relationship.ResourceName));
    }

    [Fact]
    public async Task Messages_and_objects_outlive_a_restart_and_a_changed_policy_replaces_the_old_one()
    {
        using var store = new TemporaryDirectory();
        await using (var first = new AwsApplication(maxReceiveCount: 3, store.Path))
        {
            await first.StartHealthyAsync();
            await first.SendAsync(first.Jobs, ["kept"]);
            using var storage = first.Aws.Resource.CreateStorageClient();
            await storage.PutObjectAsync(new PutObjectRequest { BucketName = "media", Key = "kept", ContentBody = "x" }, first.Deadline);
        }

        await using var second = new AwsApplication(maxReceiveCount: 5, store.Path);
        await second.StartHealthyAsync();
        (await second.AttributesAsync(second.Jobs))[QueueAttributeName.RedrivePolicy].ShouldContain("\"maxReceiveCount\":5");
        (await second.ReceiveAllAsync(second.Jobs)).ShouldHaveSingleItem().Body.ShouldBe("kept");
        using var client = second.Aws.Resource.CreateStorageClient();
        (await client.GetObjectMetadataAsync("media", "kept", second.Deadline)).ContentLength.ShouldBe(1);
    }

    [Fact]
    public async Task The_endpoint_is_stopped_and_started_by_command_and_all_is_healthy_again()
    {
        await using var test = new AwsApplication();
        await test.StartHealthyAsync();
        await test.SendAsync(test.Jobs, ["before"]);
        (await test.ExecuteAsync("aws", KnownResourceCommands.StopCommand)).Success.ShouldBeTrue();
        (await test.ExecuteAsync("aws", KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
        await test.HealthyAsync();
        (await test.ReceiveAllAsync(test.Jobs)).ShouldHaveSingleItem().Body.ShouldBe("before");
    }

    [Fact]
    public async Task A_queue_that_is_gone_is_not_healthy()
    {
        await using var test = new AwsApplication();
        await test.StartHealthyAsync();
        using var client = test.Aws.Resource.CreateQueueClient();
        await client.DeleteQueueAsync(await test.Jobs.Resource.Url.GetValueAsync(test.Deadline), test.Deadline);
        var report = await test.App.ResourceNotifications.WaitForResourceAsync(
            "jobs", static e => e.Snapshot.HealthReports.Any(static report => report.Description == "The queue does not exist."), test.Deadline);
        report.Snapshot.HealthStatus.ShouldBe(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);
    }

    [Theory]
    [InlineData(-1, 10, 345_600)]
    [InlineData(43_201, 10, 345_600)]
    [InlineData(30, 0, 345_600)]
    [InlineData(30, 1001, 345_600)]
    [InlineData(30, 10, 59)]
    public void Settings_that_sqs_refuses_are_refused_at_once(int visibility, int maxReceiveCount, int retention)
    {
        var test = new AwsApplication();
        Should.Throw<ArgumentOutOfRangeException>(
            () => test.Aws.AddQueue("wrong", test.DeadLetters, maxReceiveCount, TimeSpan.FromSeconds(visibility), TimeSpan.FromSeconds(retention)));
    }
}
