using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Queue;

namespace MyArch.CloudDefaults.Tests.Queue;

[Collection(AwsCollection.Name)]
public sealed class JobQueueTests(AwsEndpoint endpoint)
{
    [Fact]
    public async Task A_message_arrives_with_its_type_and_the_context_of_its_send_span()
    {
        List<Activity> spans = [];
        using var listener = Listen(spans);
        using var service = await BuildAsync("jobs-sent");

        await service.Services.GetRequiredService<JobQueue>().SendAsync("OrderPlaced", """{"name":"Zoë"}"""u8.ToArray(), CancellationToken.None);

        var message = await ReceiveAsync(service);
        var span = spans.ShouldHaveSingleItem();
        message.Body.ShouldBe("""{"name":"Zoë"}""");
        message.MessageAttributes["type"].StringValue.ShouldBe("OrderPlaced");
        message.MessageAttributes["traceparent"].StringValue.ShouldBe(span.Id);
        span.DisplayName.ShouldBe("send jobs-sent");
        span.Kind.ShouldBe(ActivityKind.Producer);
        span.GetTagItem("messaging.message.id").ShouldBe(message.MessageId);
        span.GetTagItem("messaging.destination.name").ShouldBe("jobs-sent");
    }

    [Fact]
    public async Task Without_telemetry_the_callers_context_goes_with_the_message()
    {
        using var service = await BuildAsync("jobs-untraced");
        using var request = new Activity("request").Start();

        await service.Services.GetRequiredService<JobQueue>().SendAsync("MediaUploaded", "{}"u8.ToArray(), CancellationToken.None);

        (await ReceiveAsync(service)).MessageAttributes["traceparent"].StringValue.ShouldBe(request.Id);
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_unavailable_at_once()
    {
        using var service = Build(new Uri(endpoint.Url, "/000000000000/none"));

        var failure = await Should.ThrowAsync<QueueUnavailableException>(() => service.Services.GetRequiredService<JobQueue>().SendAsync("OrderPlaced", "{}"u8.ToArray(), CancellationToken.None));

        failure.InnerException.ShouldBeOfType<QueueDoesNotExistException>();
    }

    [Fact]
    public async Task An_endpoint_that_accepts_and_never_answers_is_given_up_in_time()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/");
        using var service = Service.Build(address, static builder => builder.AddJobQueue(), ("Jobs:QueueUrl", $"{address}000000000000/jobs"), ("Jobs:SendTimeout", "00:00:02"));
        var watch = Stopwatch.StartNew();

        await Should.ThrowAsync<QueueUnavailableException>(() => service.Services.GetRequiredService<JobQueue>().SendAsync("OrderPlaced", "{}"u8.ToArray(), CancellationToken.None));

        // The SDK by itself would wait for 100 s, three times.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_endpoint_where_nobody_listens_is_unavailable()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Find()}/");
        using var service = Service.Build(address, static builder => builder.AddJobQueue(), ("Jobs:QueueUrl", $"{address}000000000000/jobs"));

        await Should.ThrowAsync<QueueUnavailableException>(() => service.Services.GetRequiredService<JobQueue>().SendAsync("OrderPlaced", "{}"u8.ToArray(), CancellationToken.None));
    }

    [Fact]
    public async Task An_endpoint_that_hangs_up_is_unavailable()
    {
        using var rude = new TcpListener(IPAddress.Loopback, 0);
        rude.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)rude.LocalEndpoint).Port}/");
        using var service = Service.Build(address, static builder => builder.AddJobQueue(), ("Jobs:QueueUrl", $"{address}000000000000/jobs"));
        var sending = service.Services.GetRequiredService<JobQueue>().SendAsync("OrderPlaced", "{}"u8.ToArray(), CancellationToken.None);
        while (!sending.IsCompleted)
        {
            var caller = rude.AcceptTcpClientAsync();
            await Task.WhenAny(caller, sending);
            (caller.IsCompletedSuccessfully ? await caller : null)?.Dispose();
        }

        await Should.ThrowAsync<QueueUnavailableException>(() => sending);
    }

    [Fact]
    public async Task Whoever_cancels_is_told_that_he_did()
    {
        using var service = await BuildAsync("jobs-cancelled");

        await Should.ThrowAsync<OperationCanceledException>(
            () => service.Services.GetRequiredService<JobQueue>().SendAsync("OrderPlaced", "{}"u8.ToArray(), new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(null, "Jobs:QueueUrl")]
    [InlineData("not a url", "Jobs:QueueUrl")]
    public async Task A_queue_that_is_not_configured_is_said_at_start(string? url, string named)
    {
        using var service = Service.Build(endpoint.Url, static builder => builder.AddJobQueue(), ("Jobs:QueueUrl", url));

        var failure = await Should.ThrowAsync<OptionsValidationException>(() => service.StartAsync(CancellationToken.None));

        failure.Message.ShouldContain(named);
    }

    private static ActivityListener Listen(List<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == JobQueue.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    // A machine that is busy with other tests is slow and not silent.
    private IHost Build(Uri queue) => Service.Build(endpoint.Url, static builder => builder.AddJobQueue(), ("Jobs:QueueUrl", queue.AbsoluteUri), ("Jobs:SendTimeout", "00:01:00"));

    private async Task<IHost> BuildAsync(string name)
    {
        using var maker = Service.Build(endpoint.Url, static builder => builder.AddJobQueue(), ("Jobs:QueueUrl", endpoint.Url.AbsoluteUri), ("Jobs:SendTimeout", "00:01:00"));
        var made = await maker.Services.GetRequiredService<IAmazonSQS>().CreateQueueAsync(name);
        return Build(new Uri(made.QueueUrl));
    }

    private static async Task<Message> ReceiveAsync(IHost service)
    {
        var received = await service.Services.GetRequiredService<IAmazonSQS>().ReceiveMessageAsync(
            new ReceiveMessageRequest(service.Services.GetRequiredService<IOptions<JobQueueOptions>>().Value.QueueUrl!.AbsoluteUri) { MessageAttributeNames = ["All"], WaitTimeSeconds = 20 });
        return received.Messages.ShouldNotBeNull().ShouldHaveSingleItem();
    }
}
