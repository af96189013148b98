using System.Net.Http.Headers;
using System.Text;
using Amazon.Runtime;
using Amazon.SQS;

namespace MyArch.Worker.Handlers.Tests.Fixtures;

/// <summary>What the host sets for the app.</summary>
internal static class HandlersSettings
{
    public const string Secret = "the-secret-of-worker-and-its-app";

    public static Dictionary<string, string?> Of(string gateway, string storage, string endpoint = "http://127.0.0.1:1") => new()
    {
        ["Instance:Id"] = "worker-a1",
        ["Instance:Zone"] = "a",
        ["Instance:Type"] = "t3.micro",
        ["Instance:Version"] = "v1",
        ["Origin:Secret"] = Secret,
        ["Origin:InternalSecret"] = "the-internal-secret-of-tests",
        ["Caller:Secret"] = GatewayStub.Secret,
        ["services:gateway:internal:0"] = gateway,
        ["Jobs:QueueUrl"] = $"{endpoint}/000000000000/jobs",
        ["Storage:Kind"] = "Shared",
        ["Storage:Directory"] = storage,
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
        ["AWS_ENDPOINT_URL_SQS"] = endpoint,
        ["AWS_ENDPOINT_URL_S3"] = endpoint,
        // Not about time, on a machine that may be busy; and the tests let calls fail on purpose.
        ["HttpClient:AttemptTimeout"] = "00:00:10",
        ["HttpClient:TotalTimeout"] = "00:00:15",
        ["HttpClient:BreakerMinimumAttempts"] = "10000",
        ["Thumbnails:MaxWait"] = "00:01:00",
        ["Thumbnails:Timeout"] = "00:01:00",
        ["urls"] = "http://127.0.0.1:0",
    };

    public static AmazonSQSClient QueueClient(string endpoint) =>
        new(new BasicAWSCredentials("local", "local"), new AmazonSQSConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    public static async Task<HttpResponseMessage> PostAsync(HttpClient http, string? type, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (type is not null)
        {
            request.Headers.Add("X-Aws-Sqsd-Attr-type", type);
        }

        return await http.SendAsync(request);
    }
}
