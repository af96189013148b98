using MyArch.ServiceDefaults;

namespace MyArch.Cart.Tests.Fixtures;

/// <summary>What the host sets for an instance.</summary>
internal static class CartSettings
{
    public const string OriginSecret = "the-public-listener-of-tests";
    public const string CookieKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    public static Dictionary<string, string?> Of(string id, string redis, string catalog, JobsQueue? jobs = null) => new()
    {
        ["Instance:Id"] = id,
        ["Instance:Zone"] = id[^2..^1],
        ["Instance:Type"] = "t3.micro",
        ["Instance:Version"] = "v1",
        ["Origin:Secret"] = OriginSecret,
        ["Origin:InternalSecret"] = "the-internal-listener-of-tests",
        ["Drain:Delay"] = "00:00:00",
        ["ConnectionStrings:cart-sessions"] = redis,
        ["services:gateway:internal:0"] = catalog,
        ["Caller:Secret"] = CatalogStub.Secret,
        ["Cart:CookieKey"] = CookieKey,
        // Without a queue: a port where nobody listens.
        ["Jobs:QueueUrl"] = jobs?.Url ?? "http://127.0.0.1:9/000000000000/jobs",
        ["AWS_ENDPOINT_URL_SQS"] = jobs?.Endpoint ?? "http://127.0.0.1:9",
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
        // Not about time, on a machine that may be busy.
        ["HttpClient:AttemptTimeout"] = "00:00:10",
        ["HttpClient:TotalTimeout"] = "00:00:15",
        ["Jobs:SendTimeout"] = "00:00:30",
        ["Cart:DynamoDbTimeout"] = "00:00:10",
        ["Cart:StatusTimeout"] = "00:00:10",
        ["HttpClient:RetryDelay"] = "00:00:00.01",
        // The tests let the catalog fail on purpose, all from one process.
        ["HttpClient:BreakerMinimumAttempts"] = "10000",
        ["urls"] = "http://127.0.0.1:0",
    };

    /// <summary>A client that says what the load balancer says, and keeps no cookies.</summary>
    public static HttpClient CreateClient(string address)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Add(OriginVerification.Header, OriginSecret);
        return client;
    }
}
