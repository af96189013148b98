using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using MyArch.ServiceDefaults;

namespace MyArch.DataDefaults;

/// <summary>Answers from the cache or the database: they tell where they come from, and are sent only to whoever does not have them yet.</summary>
public static class CachedAnswers
{
    // Kept, but asked about every time: a browser that has just written carries its token, and must not be shown what it had before.
    private const string AskEveryTime = "no-cache";

    /// <summary>Tells in headers where a value comes from, and returns it.</summary>
    public static T? Tell<T>(this HttpContext context, Cached<T> cached)
        where T : class
    {
        context.Response.SetCacheOutcome(cached.Outcome);
        context.Response.SetDatabaseRole(cached.Role);
        return cached.Value;
    }

    /// <summary>A list, whose tag is made of its bytes.</summary>
    public static Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult> List<T>(HttpContext context, Cached<T> cached, JsonTypeInfo<T> json)
        where T : class
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(context.Tell(cached) ?? throw new InvalidOperationException("A list is never absent."), json);
        context.Response.Headers.CacheControl = AskEveryTime;
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";
        return EntityTags.IsKnownTo(context, tag) ? NotModified() : Json(body);
    }

    /// <summary>A value, whose tag is its version.</summary>
    /// <param name="value">Makes it; not called if the client has that version.</param>
    public static Results<FileContentHttpResult, StatusCodeHttpResult, ProblemHttpResult> Version<T>(HttpContext context, long version, Func<T> value, JsonTypeInfo<T> json)
    {
        context.Response.Headers.CacheControl = AskEveryTime;
        return EntityTags.IsKnownTo(context, EntityTags.OfVersion(version)) ? NotModified() : Json(JsonSerializer.SerializeToUtf8Bytes(value(), json));
    }

    /// <summary>The answer to whoever has it already.</summary>
    public static StatusCodeHttpResult NotModified() => TypedResults.StatusCode(StatusCodes.Status304NotModified);

    private static FileContentHttpResult Json(byte[] body) => TypedResults.Bytes(body, "application/json; charset=utf-8");
}
