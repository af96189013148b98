using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Tests.Otlp;
using Aspire.Hosting.Dashboard.Tests.Resources;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Tests.Api.Resources;

public sealed class ResourcesApiTests(TalkingApplication fixture) : IClassFixture<TalkingApplication>
{
    private readonly DashboardedApplication _application = fixture.Application;

    private HttpClient Api => _application.Clients.Api;

    [Fact]
    public async Task States_are_told_with_health_addresses_and_commands()
    {
        await _application.App.ResourceNotifications.WaitForResourceAsync("child", KnownResourceStates.TerminalStates);

        var list = await GetAsync("/api/resources");
        var resources = list.GetProperty("items").EnumerateArray().ToDictionary(static item => item.GetProperty("name").GetString()!);

        resources.Keys.ShouldBe(["talker", "later", "never", "child"]);
        var talker = resources["talker"];
        talker.GetProperty("state").GetString().ShouldBe("Running");
        talker.GetProperty("health").GetString().ShouldBe("Healthy");
        talker.GetProperty("type").GetString().ShouldBe("Executable");
        talker.GetProperty("startedAt").GetDateTime().Kind.ShouldBe(DateTimeKind.Utc);
        talker.GetProperty("urls")[0].GetProperty("url").GetString().ShouldStartWith("http://localhost:");
        talker.GetProperty("commands").EnumerateArray().Single(static c => c.GetProperty("name").GetString() == KnownResourceCommands.StopCommand).GetProperty("state").GetString().ShouldBe("enabled");
        resources["never"].GetProperty("state").GetString().ShouldBe("NotStarted");
        resources["child"].GetProperty("exitCode").GetInt32().ShouldBe(3);
        resources["child"].GetProperty("parent").GetString().ShouldBe("talker");
        list.GetRawText().ShouldNotContain("tops-secret");
    }

    [Fact]
    public async Task A_command_starts_a_resource_and_one_stops_it()
    {
        (await CommandAsync("later", KnownResourceCommands.StartCommand)).Status.ShouldBe(HttpStatusCode.OK);
        (await GetAsync("/api/resources/LATER")).GetProperty("state").GetString().ShouldBe("Running");

        (await CommandAsync("later", KnownResourceCommands.StartCommand)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await CommandAsync("later", KnownResourceCommands.StopCommand)).Status.ShouldBe(HttpStatusCode.OK);

        (await GetAsync("/api/resources/later")).GetProperty("state").GetString().ShouldNotBe("Running");
    }

    [Theory]
    [InlineData("talker", "greet", HttpStatusCode.OK, "Hello.")]
    [InlineData("talker", "fail", HttpStatusCode.UnprocessableEntity, "It is broken.")]
    [InlineData("talker", "fly", HttpStatusCode.NotFound, "no command 'fly'")]
    [InlineData("nobody", "greet", HttpStatusCode.NotFound, "no resource 'nobody'")]
    public async Task A_command_says_how_it_ended(string resource, string command, HttpStatusCode status, string says)
    {
        var answer = await CommandAsync(resource, command);

        answer.Status.ShouldBe(status);
        answer.Body.ShouldContain(says);
    }

    [Fact]
    public async Task A_command_goes_on_without_the_one_who_asked_for_it_and_is_seen_on_the_page()
    {
        var sample = new CommandSample();
        await using var application = new DashboardedApplication(sample.Add);
        await application.InitializeAsync();
        await application.App.ResourceNotifications.WaitForResourceAsync("server", KnownResourceStates.Running);
        using var page = await application.Clients.SignInAsync();
        using (var gone = new CancellationTokenSource())
        {
            var asked = application.Clients.Api.PostAsync(new Uri("/api/resources/server/commands/slow", UriKind.Relative), null, gone.Token);
            await Eventually.BecomesAsync(_ => Task.FromResult(sample.Executions), static executions => executions == 1, because: "the command has begun");
            await gone.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(asked);
        }

        (await page.GetStringAsync(new Uri("/resources/commands", UriKind.Relative))).ShouldContain("Slow");
        sample.Gate.SetResult();

        await Eventually.BecomesAsync(cancellationToken => page.GetStringAsync(new Uri("/resources/commands", UriKind.Relative), cancellationToken), static list => list.Contains("At last", StringComparison.Ordinal), because: "it was not cancelled");
        sample.Executions.ShouldBe(1);
    }

    [Fact]
    public async Task A_command_needs_the_key()
    {
        using var answer = await _application.Clients.Anonymous.PostAsync(new Uri("/api/resources/never/commands/start", UriKind.Relative), null);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _application.Snapshot("never").State!.Text.ShouldBe("NotStarted");
    }

    [Fact]
    public async Task The_console_is_read_on_from_where_it_was_left()
    {
        var console = await Eventually.BecomesAsync(_ => GetAsync("/api/resources/talker/console"), static answer => answer.GetRawText().Contains("oops", StringComparison.Ordinal) && answer.GetRawText().Contains("ready", StringComparison.Ordinal));
        var lines = console.GetProperty("items").EnumerateArray().Select(static line => (line.GetProperty("stream").GetString(), line.GetProperty("text").GetString()));
        lines.ShouldContain(("stdout", "ready"));
        lines.ShouldContain(("stderr", "oops"));

        var next = console.GetProperty("next").GetInt64();
        _application.App.Services.GetRequiredService<ResourceLoggerService>().LogOf("talker").Append("more", isError: false);
        var more = await GetAsync($"/api/resources/talker/console?after={next}");

        more.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("text").GetString().ShouldBe("more");
        (await GetAsync("/api/resources/talker/console?search=OOP&limit=1")).GetProperty("items")[0].GetProperty("text").GetString().ShouldBe("oops");
        using var wrong = await Api.GetAsync(new Uri("/api/resources/talker/console?limit=0", UriKind.Relative));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Answers_are_as_the_document_says()
    {
        using var metrics = new ByteArrayContent(Requests.Metrics(3)) { Headers = { ContentType = new("application/x-protobuf") } };
        (await _application.Clients.Otlp.PostAsync(new Uri("/v1/metrics", UriKind.Relative), metrics)).EnsureSuccessStatusCode();
        var document = await GetAsync("/api/resources/openapi.json");
        foreach (var (path, schema) in new[]
        {
            ("/api/resources", "ResourceList"),
            ("/api/resources/talker", "Resource"),
            ("/api/resources/talker/console", "Console"),
            ("/api/resources/shop/metrics", "InstrumentList"),
            ("/api/resources/shop/metrics/Tests%200/http.requests?window=12h&by=http.route", "InstrumentPoints"),
            ("/api/resources/nobody", "Problem"),
            ("/api/resources/nobody/metrics", "Problem"),
        })
        {
            using var answer = await Api.GetAsync(new Uri(path, UriKind.Relative));
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(schema == "Problem" ? "application/problem+json" : "application/json", path);
            OpenApiSchema.Of(document, schema).Complaints(await answer.Content.ReadFromJsonAsync<JsonElement>()).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task The_document_describes_the_routes_that_there_are()
    {
        await using var dashboard = new Dashboard();
        await dashboard.InitializeAsync();
        var routes = dashboard.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/resources", StringComparison.Ordinal))
            .SelectMany(static endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method.ToLowerInvariant()} {WithoutConstraints(endpoint.RoutePattern.RawText!)}"));

        var document = await dashboard.Clients.Api.GetFromJsonAsync<JsonElement>("/api/resources/openapi.json");
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(static path => path.Value.EnumerateObject().Where(static member => member.Name is "get" or "post" or "put" or "delete").Select(member => $"{member.Name} {path.Name}"));

        described.ShouldBe(routes, ignoreOrder: true);
    }

    private static string WithoutConstraints(string pattern) => Regex.Replace(pattern, @"\{(?<name>[^:}?]+)[^}]*\}", "{${name}}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).TrimEnd('/');

    private Task<JsonElement> GetAsync(string path) => Api.GetFromJsonAsync<JsonElement>(path);

    private async Task<(HttpStatusCode Status, string Body)> CommandAsync(string resource, string command)
    {
        using var answer = await Api.PostAsync(new Uri($"/api/resources/{resource}/commands/{command}", UriKind.Relative), null);
        return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).ToString());
    }
}
