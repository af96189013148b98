using Microsoft.Extensions.Options;

namespace MyArch.DataDefaults.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("Database:MaxLag", "00:00:00", "Database:MaxLag")]
    [InlineData("Database:MaxLag", "much", "Database:MaxLag")]
    [InlineData("Database:MonitorInterval", "00:00:06", "Database:MaxLag: must be at least twice MonitorInterval")]
    [InlineData("Database:CatchUpWait", "00:00:05", "Database:CatchUpWait")]
    [InlineData("Database:WriteAttempts", "0", "Database:WriteAttempts")]
    [InlineData("Cache:Prefix", "", "Cache:Prefix: is missing")]
    [InlineData("Cache:Mode", "Eager", "Cache:Mode")]
    [InlineData("Cache:Mode", "7", "Cache:Mode: must be Lazy or WriteThrough")]
    [InlineData("Cache:Jitter", "0.6", "Cache:Jitter")]
    [InlineData("Cache:TombstoneTimeToLive", "00:00:20", "Cache:TombstoneTimeToLive: must be at least 00:00:25")]
    public async Task What_makes_no_sense_keeps_the_service_from_starting_and_is_named(string key, string value, string error)
    {
        await using var instance = Instance.Create("Host=127.0.0.1:1", migrations: null, redis: "127.0.0.1:1,abortConnect=false", settings: (key, value));

        var failure = await Should.ThrowAsync<OptionsValidationException>(instance.StartAsync);

        failure.Message.ShouldContain(error);
    }

    [Fact]
    public async Task A_missing_connection_string_is_named()
    {
        await using var instance = Instance.Create(null!, migrations: null);

        (await Should.ThrowAsync<InvalidOperationException>(instance.StartAsync)).Message.ShouldContain("ConnectionStrings:store");
    }

    [Theory]
    [InlineData("ConnectionStrings:cache", "", "ConnectionStrings:cache: is missing")]
    [InlineData("ConnectionStrings:cache", "127.0.0.1:1,connectTimeout=soon,password=secret", "ConnectionStrings:cache: cannot be read")]
    [InlineData("ConnectionStrings:cache", "127.0.0.1:1,passwort=secret", "ConnectionStrings:cache: cannot be read")]
    public async Task A_cache_that_cannot_be_found_is_named_at_the_start_without_its_password(string key, string value, string error)
    {
        await using var instance = Instance.Create("Host=127.0.0.1:1", migrations: null, redis: "127.0.0.1:1", settings: (key, value));

        var failure = await Should.ThrowAsync<OptionsValidationException>(instance.StartAsync);

        failure.Message.ShouldContain(error);
        failure.ToString().ShouldNotContain("secret");
    }
}
