using System.Reflection;

namespace StackExchange.Redis.Tests;

/// <summary>
/// The public types and the members that callers use most, as in the package's own list (src/StackExchange.Redis/PublicAPI in
/// StackExchange/StackExchange.Redis, 2.13): what is not there must not be here, so that code written against this compiles against the package.
/// </summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void No_other_types_are_public() => typeof(IDatabase).Assembly.GetExportedTypes().Select(static type => type.FullName).ShouldBe(
        new[]
        {
            nameof(BacklogPolicy), nameof(CommandFlags), nameof(CommandStatus), nameof(ConfigurationOptions),
            nameof(ConnectionFailureType), nameof(ConnectionMultiplexer), nameof(EndPointCollection), nameof(Exclude),
            nameof(Expiration), nameof(ExpireWhen), nameof(HashEntry), nameof(IConnectionMultiplexer), nameof(IDatabase), nameof(IDatabaseAsync),
            nameof(IRedisAsync), nameof(Order), nameof(RedisCommandException), nameof(RedisConnectionException), nameof(RedisException), nameof(RedisKey),
            nameof(RedisResult), nameof(RedisServerException), nameof(RedisTimeoutException), nameof(RedisValue), nameof(ResultType), nameof(SortedSetEntry),
            nameof(SortedSetWhen), nameof(ValueCondition), nameof(When),
        }.Select(static name => $"StackExchange.Redis.{name}"),
        ignoreOrder: true);

    [Fact]
    public void Exceptions_descend_as_in_the_package()
    {
        typeof(RedisConnectionException).BaseType.ShouldBe(typeof(RedisException));
        typeof(RedisServerException).BaseType.ShouldBe(typeof(RedisException));
        typeof(RedisTimeoutException).BaseType.ShouldBe(typeof(TimeoutException));
        typeof(RedisCommandException).BaseType.ShouldBe(typeof(Exception));
    }

    [Fact]
    public void Commands_are_asynchronous_take_flags_last_and_no_cancellation()
    {
        foreach (var method in typeof(IDatabaseAsync).GetMethods())
        {
            method.Name.ShouldEndWith("Async");
            typeof(Task).IsAssignableFrom(method.ReturnType).ShouldBeTrue(method.Name);
            method.GetParameters().ShouldAllBe(static parameter => parameter.ParameterType != typeof(CancellationToken));
            var last = method.GetParameters()[^1];
            (last.ParameterType == typeof(CommandFlags) || last.ParameterType == typeof(When) || last.GetCustomAttribute<ParamArrayAttribute>() is not null)
                .ShouldBeTrue(method.ToString());
        }
    }
}
