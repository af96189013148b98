using System.Security.Cryptography;
using System.Text;

namespace MyArch.AppHost.Redis;

/// <summary>Gives services users of their own on a Redis server: the administrator's password, which <c>WithReference(redis)</c> would hand out, stays with the AppHost.</summary>
internal static class RedisUserBuilderExtensions
{
    // Data, scripts and what a connection needs; @dangerous holds KEYS, FLUSHALL, CONFIG, ACL and the like. INFO, which clients ask at connect, is let in again. TIME is what scripts measure by.
    // SCAN, RANDOMKEY and DBSIZE tell of keys whatever the user may reach.
    private static readonly string[] Commands = ["+@read", "+@write", "+@connection", "+@scripting", "+time", "-@dangerous", "+info", "-scan", "-randomkey", "-dbsize"];

    /// <summary>Adds an ACL user that may reach the keys with the given prefixes and nothing else, and a connection string with its credential.</summary>
    /// <param name="redis">The server.</param>
    /// <param name="user">The user's name, which is the service's: letters, digits and dashes.</param>
    /// <param name="connectionName">The name of the connection string, as services read it.</param>
    /// <param name="keyPrefixes">What the user's keys begin with, <c>cart:</c> for example.</param>
    public static IResourceBuilder<ConnectionStringResource> AddUser(
        this IResourceBuilder<RedisResource> redis, string user, [ResourceName] string connectionName, params IEnumerable<string> keyPrefixes)
    {
        var password = redis.ApplicationBuilder.AddGeneratedSecret($"{connectionName}-password");
        IReadOnlyList<string> rule = ["on", "resetchannels", .. keyPrefixes.Select(static prefix => $"~{prefix}*"), .. Commands];
        redis.WithArgs(async context =>
        {
            // Quoted: the image's arguments are words of a shell. Only the hash is there; of 32 random characters it tells nothing.
            context.Args.Add("--user");
            context.Args.Add(user);
            context.Args.Add($"'#{Hash(await password.Resource.GetValueAsync(context.CancellationToken))}'");
            foreach (var word in rule)
            {
                context.Args.Add($"'{word}'");
            }
        });
        return redis.ApplicationBuilder.AddConnectionString(
            connectionName,
            ReferenceExpression.Create(
                $"{redis.Resource.PrimaryEndpoint.Property(EndpointProperty.HostAndPort)},user={user},password={password},abortConnect=false,connectTimeout=2000{redis.Resource.PrimaryEndpoint.GetTlsValue(ReferenceExpression.Create($",ssl=true"), ReferenceExpression.Empty)}"));
    }

    private static string Hash(string? password) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password ?? "")));
}
