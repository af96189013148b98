using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using MyArch.AppHost.AutoScaling;

namespace MyArch.AppHost.Tests.Model;

/// <summary>What each choice of <c>Cart:SessionStore</c> puts into the model, and tells to the instances of Cart.</summary>
public sealed class SessionStoreTests : IDisposable
{
    private const string DynamoDb = "dynamodb";

    private static readonly string[] RemoteAws =
    [
        "--Aws:UseLocal=false",
        "--Aws:Region=eu-central-1",
        "--Aws:Queues:jobs=https://sqs.eu-central-1.amazonaws.com/123456789012/shop-jobs",
        "--Aws:Queues:jobs-dlq=https://sqs.eu-central-1.amazonaws.com/123456789012/shop-jobs-dead",
        "--Aws:Buckets:media=shop-media-123456789012",
    ];

    private readonly TemporaryDirectory _state = new();

    public void Dispose() => _state.Dispose();

    [Theory]
    [InlineData(null, "Redis")]
    [InlineData("memory", "Memory")]
    [InlineData("Cookie", "Cookie")]
    [InlineData("DynamoDb", "DynamoDb")]
    public async Task All_instances_have_the_store_that_was_chosen_and_dynamodb_is_there_only_for_its_own(string? asked, string expected)
    {
        await using var builder = await AppModel.CreateAsync("test", _state.Path, asked is null ? [] : [$"--Cart:SessionStore={asked}"]);

        builder.Resources.Any(static resource => resource.Name == DynamoDb).ShouldBe(expected == "DynamoDb");
        foreach (var variables in await VariablesAsync(builder))
        {
            variables["Cart__SessionStore"].ShouldBe(expected);
            variables.ContainsKey("Cart__CookieKey").ShouldBe(expected == "Cookie");
            variables.ContainsKey("AWS_ENDPOINT_URL_DYNAMODB").ShouldBe(expected == "DynamoDb");
        }
    }

    [Fact]
    public async Task Cookies_are_sealed_with_one_secret_that_all_instances_share()
    {
        await using var builder = await AppModel.CreateAsync("test", _state.Path, "--Cart:SessionStore=Cookie");
        var instances = await VariablesAsync(builder);

        instances.Count.ShouldBeGreaterThan(1);
        instances.Select(static variables => variables["Cart__CookieKey"]).Distinct().ShouldHaveSingleItem().ShouldBeOfType<ParameterResource>().Secret.ShouldBeTrue();
    }

    [Fact]
    public async Task With_aws_the_regions_dynamodb_is_used_and_nothing_is_started_for_it()
    {
        await using var builder = await AppModel.CreateAsync("test", _state.Path, [.. RemoteAws, "--Cart:SessionStore=DynamoDb"]);

        builder.Resources.ShouldNotContain(static resource => resource.Name == DynamoDb);
        foreach (var variables in await VariablesAsync(builder))
        {
            variables["Cart__SessionStore"].ShouldBe("DynamoDb");
            variables["AWS_REGION"].ShouldBe("eu-central-1");
            variables.Keys.ShouldNotContain(static name => name.StartsWith("AWS_", StringComparison.Ordinal) && name != "AWS_REGION");
        }
    }

    [Fact]
    public async Task A_store_that_nobody_knows_is_refused_in_words() =>
        (await Should.ThrowAsync<StartupException>(() => AppModel.CreateAsync("test", _state.Path, "--Cart:SessionStore=Postgres"))).Message
            .ShouldBe("Cart:SessionStore is 'Postgres'. It must be one of Redis, Memory, Cookie, DynamoDb.");

    private static async Task<IReadOnlyList<Dictionary<string, object>>> VariablesAsync(IDistributedApplicationTestingBuilder builder)
    {
        List<Dictionary<string, object>> all = [];
        foreach (var instance in builder.Resources.OfType<AutoScalingGroupResource>().Single(static group => group.Name == "cart").Instances)
        {
            var context = new EnvironmentCallbackContext(builder.ExecutionContext, instance.Project);
            foreach (var annotation in instance.Project.Annotations.OfType<EnvironmentCallbackAnnotation>())
            {
                await annotation.Callback(context);
            }

            all.Add(context.EnvironmentVariables);
        }

        return all;
    }
}
