using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MyArch.ServiceDefaults;

namespace MyArch.DataDefaults.Tests.Http;

public sealed class DatabaseResponsesTests
{
    [Fact]
    public async Task An_unavailable_database_is_503_with_Retry_After()
    {
        await using var app = await StartAsync(static () => throw new DatabaseUnavailableException("secret details"));

        using var response = await GetAsync(app);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(3));
        var problem = await ProblemAsync(response);
        problem["title"]!.GetValue<string>().ShouldBe("The database cannot do this now");
        problem["traceId"].ShouldNotBeNull();
        problem.ToJsonString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task An_unknown_outcome_says_so_and_invites_to_no_repetition()
    {
        await using var app = await StartAsync(static () => throw new CommitOutcomeUnknownException("secret details"));

        using var response = await GetAsync(app);

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Headers.RetryAfter.ShouldBeNull();
        (await ProblemAsync(response))["title"]!.GetValue<string>().ShouldBe("It is not known whether this was done");
    }

    private static async Task<WebApplication> StartAsync(Action handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:store"] = "Host=127.0.0.1:1;Timeout=1",
            ["Database:RetryAfter"] = "00:00:02.5",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddProblemResponses();
        builder.AddDatabase("store");
        var app = builder.Build();
        app.UseProblemResponses();
        app.UseDatabaseResponses();
        app.MapGet("/", handle);
        await app.StartAsync();
        return app;
    }

    private static async Task<HttpResponseMessage> GetAsync(WebApplication app)
    {
        using var client = new HttpClient();
        return await client.GetAsync(app.Urls.First());
    }

    private static async Task<JsonObject> ProblemAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
