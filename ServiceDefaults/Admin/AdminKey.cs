using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults;

/// <summary>Lets only the administrator use an endpoint: <c>Authorization: Bearer</c> with the key of <see cref="AdminOptions"/>.</summary>
public static class AdminKey
{
    private const string Scheme = "Bearer ";

    /// <summary>Binds and validates <see cref="AdminOptions"/>.</summary>
    public static TBuilder AddAdminKey<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder =>
        builder.AddValidatedOptions<TBuilder, AdminOptions>(AdminOptions.Section);

    /// <summary>
    /// Answers 401 to a request without a bearer token and 403 to one with another token than the key. That comes before the endpoint binds its
    /// parameters: of a stranger's request no body is read, and nobody else learns what the endpoint thinks of a body. (Routing comes first: another
    /// method is 405 and another content type 415 to everybody.)
    /// </summary>
    public static TBuilder RequireAdmin<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Finally(static endpoint =>
        {
            var next = endpoint.RequestDelegate ?? throw new InvalidOperationException($"'{endpoint.DisplayName}' has nothing to protect.");
            var key = Digest(endpoint.ApplicationServices.GetRequiredService<IOptions<AdminOptions>>().Value.Key);
            endpoint.RequestDelegate = context => Check(context, key) is { } refusal ? refusal.ExecuteAsync(context) : next(context);
        });
        return endpoints;
    }

    private static ProblemHttpResult? Check(HttpContext context, byte[] key)
    {
        var authorization = context.Request.Headers.Authorization;
        // One value exactly: of several, nobody could say which one is meant.
        if (authorization.Count != 1 || authorization[0] is not { } value || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return TypedResults.Problem("This needs the administrator's key: Authorization: Bearer <key>.", statusCode: StatusCodes.Status401Unauthorized);
        }

        // Digests are compared, and not the texts, so that the time tells neither the key nor its length.
        return CryptographicOperations.FixedTimeEquals(key, Digest(value.AsSpan(Scheme.Length).Trim(' ')))
            ? null
            : TypedResults.Problem("That is not the administrator's key.", statusCode: StatusCodes.Status403Forbidden);
    }

    private static byte[] Digest(ReadOnlySpan<char> text) => SHA256.HashData(Encoding.UTF8.GetBytes(text.ToArray()));
}
