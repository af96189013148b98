using System.Net.NetworkInformation;
using Aspire.Hosting.Engine.Images;

namespace Aspire.Hosting.Tests.Images;

/// <summary>The contract of the image <c>amazon/dynamodb-local</c> with a real dynalite.</summary>
public sealed class DynamoDbImageTests : IAsyncLifetime
{
    private readonly ContainerFixture _fixture = new();
    private readonly HttpClient _http = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Tables_outlive_the_process_and_the_package_is_got_once()
    {
        var image = new DynamoDbImage(new NpmPackage("dynalite", Path.Combine(_fixture.Folder, "cache")));
        var first = await image.StartAsync(Container(), _fixture.Launcher, CancellationToken.None);
        await AskAsync("CreateTable", """
            {"TableName":"kept","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"BillingMode":"PAY_PER_REQUEST"}
            """);
        await ContainerFixture.StopAsync(first);
        (await first.Exited).ShouldBe(0);

        await image.StartAsync(Container(), _fixture.Launcher, CancellationToken.None);
        (await AskAsync("ListTables", "{}")).ShouldContain("kept");
        Directory.GetFileSystemEntries(Path.Combine(_fixture.Folder, "cache")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task It_listens_on_loopback_only()
    {
        await new DynamoDbImage(new NpmPackage("dynalite", Path.Combine(_fixture.Folder, "cache"))).StartAsync(Container(), _fixture.Launcher, CancellationToken.None);
        await AskAsync("ListTables", "{}");
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == _fixture.Port).Select(static listener => listener.Address.ToString())
            .ShouldBe(["127.0.0.1"]);
    }

    [Fact]
    public async Task A_missing_node_is_a_clear_error()
    {
        var image = new DynamoDbImage(new NpmPackage("dynalite", Path.Combine(_fixture.Folder, "cache"), "/nowhere"));
        var error = await Should.ThrowAsync<DistributedApplicationException>(() => image.StartAsync(Container(), _fixture.Launcher, CancellationToken.None));
        error.Message.ShouldContain("'thing'");
        error.Message.ShouldContain("apt-get install nodejs");
    }

    private NativeContainer Container() => _fixture.Container("amazon/dynamodb-local", "2.6.1", "/home/dynamodblocal/data", 8000) with
    {
        Arguments = ["-jar", "DynamoDBLocal.jar", "-sharedDb", "-dbPath", "/home/dynamodblocal/data"],
    };

    private Task<string> AskAsync(string operation, string body) => Eventually.BecomesAsync(
        async cancellationToken =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{_fixture.Port}/") { Content = new StringContent(body) };
            request.Content.Headers.ContentType = new("application/x-amz-json-1.0");
            request.Headers.Add("X-Amz-Target", $"DynamoDB_20120810.{operation}");
            request.Headers.TryAddWithoutValidation(
                "Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0");
            request.Headers.Add("X-Amz-Date", "20260101T000000Z");
            using var response = await _http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? text : throw new InvalidOperationException(text);
        },
        static _ => true,
        because: "the endpoint answers");
}
