using System.Net;
using MyArch.Cart.Sessions;
using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests.Sessions;

public sealed class DynamoDbSessionStoreTests : SessionStoreTests, IClassFixture<RedisFixture>, IClassFixture<DynamoDbServer>
{
    private readonly DynamoDbServer _dynamoDb;

    public DynamoDbSessionStoreTests(RedisFixture redis, DynamoDbServer dynamoDb)
        : base(redis)
    {
        _dynamoDb = dynamoDb;
        // Where the SDK looks for them.
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.Address);
        Environment.SetEnvironmentVariable("AWS_REGION", "eu-west-1");
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
    }

    private protected override SessionStoreKind Kind => SessionStoreKind.DynamoDb;

    [Fact]
    public async Task Carts_outlive_the_database()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await _dynamoDb.KillAsync();
        using (var response = await visitor.GetAsync("api/cart"))
        {
            await ProblemAsync(response, HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter.ShouldNotBeNull();
        }

        await _dynamoDb.StartAsync();

        Quantities(await visitor.CartAsync()).ShouldBe([(7, 1)]);
    }
}
