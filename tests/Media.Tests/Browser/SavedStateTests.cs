namespace MyArch.Media.Tests.Browser;

/// <summary>What the editor takes for saved, and how far the page knows the database to be.</summary>
public sealed class SavedStateTests(Press press, Chromium chromium) : PageTest(press, chromium)
{
    [Fact]
    public async Task A_post_with_other_ends_of_lines_and_a_padded_title_is_saved_as_it_is()
    {
        var slug = await PublishAsync("  Padded ", "one\r\ntwo");
        await OpenEditorAsync($"/editor/{slug}");

        await Expect(Page.Locator("#state")).ToContainTextAsync("Published on");
        await Expect(Page.Locator("#discard")).ToBeHiddenAsync();
        NothingIsWrongInTheBrowser();
    }

    [Theory]
    [InlineData("0/A", "0/9", "0/A")]
    [InlineData("0/9", "0/10", "0/10")]
    [InlineData("0/FFFFFFFF", "1/0", "1/0")]
    [InlineData("1/0", "0/FFFFFFFF", "1/0")]
    [InlineData("1/0", "2/0; Path=/elsewhere", "1/0")]
    public async Task Of_two_tokens_the_further_one_is_kept(string first, string second, string kept)
    {
        await Page.GotoAsync("/");

        var cookies = await Page.EvaluateAsync<string>(
            """
            async (tokens) => {
              const { keepConsistencyToken } = await import('/shared/consistency.js');
              tokens.forEach((token) => keepConsistencyToken({ get: () => token }));
              return document.cookie;
            }
            """,
            new[] { first, second });

        cookies.ShouldBe($"consistency-token={kept}");
    }
}
