using System.Diagnostics;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using MyArch.CloudDefaults.Aws;

namespace MyArch.CloudDefaults.Tests.Aws;

[Collection(AwsCollection.Name)]
public sealed class AwsTracingTests(AwsEndpoint endpoint)
{
    [Fact]
    public async Task A_call_of_S3_is_one_span_with_the_names_of_the_conventions()
    {
        List<Activity> spans = [];
        using var listener = Listen(spans);
        using var service = Service.Build(endpoint.Url, static builder => builder.AddS3Client());
        using var caller = new Activity("caller").Start();

        await service.Services.GetRequiredService<IAmazonS3>().PutBucketAsync("traced", CancellationToken.None);

        var span = spans.Where(span => span.TraceId == caller.TraceId).ShouldHaveSingleItem();
        span.DisplayName.ShouldBe("S3/PutBucket");
        span.Kind.ShouldBe(ActivityKind.Client);
        span.ParentSpanId.ShouldBe(caller.SpanId);
        span.GetTagItem("rpc.system").ShouldBe("aws-api");
        span.GetTagItem("rpc.service").ShouldBe("S3");
        span.GetTagItem("rpc.method").ShouldBe("PutBucket");
        span.Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Fact]
    public async Task A_call_that_fails_is_a_span_with_its_error()
    {
        List<Activity> spans = [];
        using var listener = Listen(spans);
        using var service = Service.Build(endpoint.Url, static builder => builder.AddS3Client());
        using var caller = new Activity("caller").Start();

        await Should.ThrowAsync<AmazonS3Exception>(
            () => service.Services.GetRequiredService<IAmazonS3>().GetObjectAsync(new GetObjectRequest { BucketName = "there-is-none", Key = "x" }));

        var span = spans.Where(span => span.TraceId == caller.TraceId).ShouldHaveSingleItem();
        span.DisplayName.ShouldBe("S3/GetObject");
        span.Status.ShouldBe(ActivityStatusCode.Error);
        span.GetTagItem("error.type").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_missing_region_is_said_at_start()
    {
        using var service = Service.Build(endpoint.Url, static builder => builder.AddS3Client(), ("AWS_REGION", null));

        var failure = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => service.StartAsync(CancellationToken.None));

        failure.Message.ShouldContain("AWS_REGION");
    }

    private static ActivityListener Listen(List<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == AwsTracing.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
