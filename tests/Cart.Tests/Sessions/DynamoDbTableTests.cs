using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MyArch.Cart.Sessions;

namespace MyArch.Cart.Tests.Sessions;

/// <summary>What is asked of a DynamoDB that can let items expire, which dynalite cannot: a server that answers as AWS documents it.</summary>
public sealed class DynamoDbTableTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Operation, JsonElement Request)> _asked = new();
    private readonly WebApplication _app;
    private string _timeToLive = "DISABLED";
    private bool _isAllowed = true;

    public DynamoDbTableTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Expired_sessions_are_let_go_by_the_table_itself()
    {
        await EnsureAsync();

        var request = Updates().ShouldHaveSingleItem();
        request.GetProperty("TableName").GetString().ShouldBe("cart-sessions");
        var wanted = request.GetProperty("TimeToLiveSpecification");
        (wanted.GetProperty("AttributeName").GetString(), wanted.GetProperty("Enabled").GetBoolean()).ShouldBe(("expires", true));
    }

    [Theory]
    [InlineData("ENABLING")]
    [InlineData("ENABLED")]
    public async Task A_table_that_does_it_already_is_left_alone(string status)
    {
        _timeToLive = status;
        await EnsureAsync();

        Updates().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_that_may_not_change_the_table_can_use_it()
    {
        _isAllowed = false;
        await EnsureAsync();

        Updates().ShouldHaveSingleItem();
    }

    private IEnumerable<JsonElement> Updates() => _asked.Where(static asked => asked.Operation == "UpdateTimeToLive").Select(static asked => asked.Request);

    private async Task EnsureAsync()
    {
        using var client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("a", "b"), new AmazonDynamoDBConfig { ServiceURL = _app.Urls.First(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });
        using var table = new DynamoDbTable(client, Options.Create(new CartOptions()), NullLogger<DynamoDbTable>.Instance);
        await table.EnsureAsync(CancellationToken.None);
        await table.EnsureAsync(CancellationToken.None);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var operation = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        using var reader = new StreamReader(context.Request.Body);
        _asked.Enqueue((operation, JsonElement.Parse(await reader.ReadToEndAsync())));
        context.Response.ContentType = "application/x-amz-json-1.0";
        if (operation == "UpdateTimeToLive" && !_isAllowed)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("""{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"not authorized"}""");
            return;
        }

        await context.Response.WriteAsync(operation switch
        {
            "DescribeTable" => """{"Table":{"TableStatus":"ACTIVE"}}""",
            "DescribeTimeToLive" => $$$"""{"TimeToLiveDescription":{"TimeToLiveStatus":"{{{_timeToLive}}}"}}""",
            _ => "{}",
        });
    }
}
