using Amazon.DynamoDBv2;
using Microsoft.Extensions.Options;

namespace MyArch.Cart.Sessions;

/// <summary>Registers the session store that is configured.</summary>
internal static class SessionRegistration
{
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<RedisSessionStore>();
        services.AddSingleton<MemorySessionStore>();
        services.AddSingleton<CookieSessionStore>();
        services.AddSingleton<DynamoDbSessionStore>();
        services.AddSingleton<DynamoDbTable>();
        // Address, region and credentials come from the variables that every AWS SDK reads. No retries: the SDK would take the refusal of a repeated
        // conditional write for the fate of the first one.
        services.AddSingleton<IAmazonDynamoDB>(static services => new AmazonDynamoDBClient(new AmazonDynamoDBConfig
        {
            MaxErrorRetry = 0,
            Timeout = services.GetRequiredService<IOptions<CartOptions>>().Value.DynamoDbTimeout,
        }));
        services.AddSingleton<SessionAccess>();
        services.AddSingleton<ISessionStore>(static services => services.GetRequiredService<IOptions<CartOptions>>().Value.SessionStore switch
        {
            SessionStoreKind.Redis => services.GetRequiredService<RedisSessionStore>(),
            SessionStoreKind.Memory => services.GetRequiredService<MemorySessionStore>(),
            SessionStoreKind.Cookie => services.GetRequiredService<CookieSessionStore>(),
            SessionStoreKind.DynamoDb => services.GetRequiredService<DynamoDbSessionStore>(),
            var kind => throw new InvalidOperationException($"There is no session store {kind}."),
        });
        return services;
    }
}
