using Amazon.Runtime;
using Amazon.SQS.Model;

namespace Amazon.SQS.Tests;

/// <summary>Where a client sends its requests. The variables are the process's, so nothing runs beside these tests.</summary>
[Collection(Name)]
public sealed class EndpointTests : IDisposable
{
    public const string Name = "variables";

    private static readonly string[] Variables = ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SQS", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

    public void Dispose()
    {
        foreach (var variable in Variables)
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_SQS")]
    [InlineData("AWS_ENDPOINT_URL")]
    public async Task The_sdks_variables_are_all_that_a_client_needs(string variable)
    {
        await using var stub = await StubService.StartAsync(static _ => (200, "{}"));
        Environment.SetEnvironmentVariable(variable, stub.Url.ToString());
        Environment.SetEnvironmentVariable("AWS_REGION", "eu-west-3");
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "somebody");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "secret");
        using var client = new AmazonSQSClient();
        // The queue's own host counts for nothing.
        await client.ReceiveMessageAsync("https://sqs.eu-west-3.amazonaws.com/1/jobs");
        stub.Requests.ShouldHaveSingleItem()["Authorization"].ShouldMatch("Credential=somebody/[0-9]{8}/eu-west-3/sqs/aws4_request");
    }

    [Theory]
    [InlineData("us-east-1", false, false, "https://sqs.us-east-1.amazonaws.com")]
    [InlineData("eu-central-1", false, true, "https://sqs.eu-central-1.api.aws")]
    [InlineData("us-west-2", true, false, "https://sqs-fips.us-west-2.amazonaws.com")]
    [InlineData("us-west-2", true, true, "https://sqs-fips.us-west-2.api.aws")]
    [InlineData("us-gov-west-1", true, false, "https://sqs.us-gov-west-1.amazonaws.com")]
    [InlineData("cn-north-1", false, false, "https://sqs.cn-north-1.amazonaws.com.cn")]
    public void Without_an_endpoint_the_region_decides(string region, bool fips, bool dualStack, string expected)
    {
        using var client = new AmazonSQSClient(
            new BasicAWSCredentials("a", "b"), new AmazonSQSConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack });
        client.DetermineServiceOperationEndpoint(new ListQueuesRequest()).URL.ShouldBe(expected);
    }
}
