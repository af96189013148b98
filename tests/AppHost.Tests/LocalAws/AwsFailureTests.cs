using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.SQS;
using MyArch.CloudDefaults.Aws;

namespace MyArch.AppHost.Tests.LocalAws;

public sealed class AwsFailureTests
{
    [Fact]
    public async Task An_endpoint_that_accepts_and_never_answers_is_a_failure()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = ClientOf(((IPEndPoint)listener.LocalEndpoint).Port);
        AwsFailure.IsOne(await Should.ThrowAsync<Exception>(() => client.ListQueuesAsync("jobs"))).ShouldBeTrue();
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_a_failure()
    {
        using var client = ClientOf(FreePort.Find());
        AwsFailure.IsOne(await Should.ThrowAsync<Exception>(() => client.ListQueuesAsync("jobs"))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_call_that_its_caller_gives_up_is_none()
    {
        using var client = ClientOf(port: 9);
        AwsFailure.IsOne(await Should.ThrowAsync<OperationCanceledException>(() => client.ListQueuesAsync("jobs", new CancellationToken(canceled: true)))).ShouldBeFalse();
    }

    private static AmazonSQSClient ClientOf(int port) => new(
        new BasicAWSCredentials("a", "b"),
        new AmazonSQSConfig { ServiceURL = $"http://127.0.0.1:{port}", AuthenticationRegion = "us-east-1", Timeout = TimeSpan.FromMilliseconds(300), MaxErrorRetry = 1 });
}
