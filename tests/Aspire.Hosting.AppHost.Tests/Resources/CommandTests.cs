using System.Net;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Tests.Resources;

public sealed class CommandTests(CommandApplication application) : IClassFixture<CommandApplication>
{
    private readonly CommandSample _sample = application.Sample;
    private readonly HttpClient _client = application.Client;
    private readonly int _before = application.Sample.Executions;

    private int Executions => _sample.Executions - _before;

    [Theory]
    [InlineData("greet", "server: Greet succeeded. Hello from server")]
    [InlineData("fail", "server: Fail failed. It did <b>not</b> work; Password=●●●●●●●●")]
    [InlineData("throw", "server: Throw failed. Thrown.")]
    [InlineData("cancel", "server: Cancel it was cancelled")]
    public async Task The_page_says_how_a_command_ended(string command, string words)
    {
        using var answer = await PostAsync("server", command);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        // The answer waits for the command, but not for ever.
        await Eventually.BecomesAsync(
            async _ => (await _client.GetPageAsync(answer.Headers.Location!.OriginalString)).QuerySelector(".run-text")!.Words(), shown => shown == words);
    }

    [Fact]
    public async Task A_command_that_asks_is_executed_only_after_the_answer()
    {
        using var question = await PostAsync("server", "wipe");

        question.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await question.Content.ReadAsStringAsync());
        page.QuerySelector("form.confirm-page p")!.Words().ShouldBe("Really wipe everything?");
        Executions.ShouldBe(0);

        using var answer = await _client.PostFormAsync(page.QuerySelector("form.confirm-page")!.GetAttribute("action")!, page, ("confirmed", "true"), ("back", "/"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Executions.ShouldBe(1);
    }

    [Theory]
    [InlineData("nobody", "start", HttpStatusCode.NotFound)]
    [InlineData("server", "unheard-of", HttpStatusCode.NotFound)]
    [InlineData("server", "off", HttpStatusCode.Conflict)]
    [InlineData("server", "hidden", HttpStatusCode.Conflict)]
    [InlineData("server", "start", HttpStatusCode.Conflict)]
    public async Task What_cannot_be_executed_is_refused(string resource, string command, HttpStatusCode status)
    {
        using var answer = await PostAsync(resource, command);

        answer.StatusCode.ShouldBe(status);
        Executions.ShouldBe(0);
    }

    [Fact]
    public async Task Without_the_token_of_a_page_nothing_is_executed()
    {
        using var form = new FormUrlEncodedContent([]);

        using var answer = await _client.PostAsync(new Uri("/resources/server/commands/greet", UriKind.Relative), form);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.GetValues("HX-Refresh").ShouldBe(["true"], "A page of another start is loaded anew.");
        Executions.ShouldBe(0);
    }

    [Fact]
    public async Task Two_clicks_on_a_slow_command_are_one_execution_and_block_nothing_else()
    {
        var page = await _client.GetPageAsync("/");
        await ClickAsync(page, "slow");
        await ClickAsync(page, "slow");

        using var other = await PostAsync("server", "greet");
        var busy = await _client.GetPageAsync("/");

        Executions.ShouldBe(2, "the slow one once, and the quick one");
        busy.QuerySelector(".run-running .run-text")!.Words().ShouldBe("server: Slow is at work …");
        busy.QuerySelector("#r-server [formaction$='/slow']")!.GetAttribute("aria-busy").ShouldBe("true");
        _sample.Gate.SetResult();
        await Eventually.BecomesAsync(
            async _ => (await _client.GetPageAsync("/resources/commands")).Body!.Words(), static words => words.Contains("Slow succeeded. At last", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_start_and_restart_do_what_they_say()
    {
        (await PostAsync("other", "stop")).Dispose();
        await application.BecomesAsync("other", KnownResourceStates.Finished);
        await Eventually.IsTrueAsync(async _ => (await _client.GetPageAsync("/")).QuerySelector("#r-other [formaction$='/stop']") is null, because: "what is stopped cannot be stopped");

        (await PostAsync("other", "start")).Dispose();
        await application.BecomesAsync("other", KnownResourceStates.Running);

        var first = Pid("other");
        (await PostAsync("other", "restart")).Dispose();
        await Eventually.IsTrueAsync(() => application.Application.Snapshot("other").State?.Text == KnownResourceStates.Running && Pid("other") != first);
    }

    [Fact]
    public async Task A_result_goes_when_it_is_dismissed()
    {
        (await PostAsync("server", "fail")).Dispose();
        var page = await _client.GetPageAsync("/");
        var result = page.QuerySelector(".run")!;

        (await _client.PostFormAsync(result.QuerySelector("button")!.GetAttribute("formaction")!, page, ("back", "/"))).Dispose();

        (await _client.GetPageAsync("/")).GetElementById(result.Id!).ShouldBeNull();
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("/\t/elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    public async Task The_way_back_never_leads_to_another_site(string back)
    {
        var page = await _client.GetPageAsync("/");

        using var answer = await _client.PostFormAsync("/resources/server/commands/greet", page, ("back", back));

        answer.Headers.Location!.OriginalString.ShouldBe("/");
    }

    private int Pid(string resource) => (int)application.Application.Snapshot(resource).Properties.Single(static p => p.Name == "executable.pid").Value!;

    private async Task<HttpResponseMessage> PostAsync(string resource, string command) =>
        await _client.PostFormAsync($"/resources/{resource}/commands/{command}", await _client.GetPageAsync("/"), ("back", "/"));

    /// <summary>As the script does it: the answer comes at once.</summary>
    private async Task ClickAsync(AngleSharp.Dom.IDocument page, string command)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/resources/server/commands/{command}", UriKind.Relative));
        request.Headers.Add("HX-Request", "true");
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = await _client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("is at work");
    }
}
