using System.Text.Json;
using Microsoft.Playwright;

namespace MyArch.Media.Tests.Browser;

/// <summary>What holds for each page, whatever it is about. Each is kept as a picture, by day, by night and on a phone, for people to look at.</summary>
public sealed class EveryPageTests(Press press, Chromium chromium) : PageTest(press, chromium)
{
    // A page, and what is there when it has all its data.
    private static readonly (string Name, string Address, string Ready)[] Pages =
    [
        ("home", "/", ".card.lead"),
        ("post", "/posts/a-walk-to-the-harbour", ".prose table"),
        ("long-title", "/posts/" + LongSlug, ".post h1"),
        ("not-found", "/posts/nowhere", ".message"),
        ("editor", "/editor", "[data-post='a-walk-to-the-harbour']"),
        ("new-post", "/editor?new", "#workspace"),
        ("edit-post", "/editor/a-walk-to-the-harbour", "#delete:visible"),
    ];

    private const string LastStep = "Write a post";
    private const int MostScrollers = 5;
    private const string LongTitle = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitzender und sein Hut";
    private const string LongSlug = "donaudampfschifffahrtselektrizitatenhauptbetriebswerkbauunterbeamtengesellschaft";

    private const string Body = """
        The first warm morning of the year, and **everybody** is out. I took the path behind the *old shipyard*, past `slip 4`, down to the water.

        ## What I saw

        > A harbour is a room without a ceiling,
        > and everybody in it is about to leave.

        - Two ferries, one of them [blue](https://example.com/ferries)
        - A crane that has not moved since March
            - and its gull
        - Somebody selling coffee from a bicycle

        | Berth | Boat | Metres |
        |:------|:----:|-------:|
        | 1     | *Ada* | 12.5  |
        | 2     | *Grace* | 8.0 |

        ```csharp
        var boats = harbour.Berths.Where(berth => berth.Boat is not null).OrderByDescending(berth => berth.Boat!.Length).ToList();
        ```

        ### And then

        Home, by the long way.
        """;

    private static readonly (string Title, string Excerpt)[] Others =
    [
        ("Ten days in Malmö", "Trains, wind and a great deal of cardamom. What I would do again, and what I would leave to the gulls."),
        ("How the thumbnails are made", "A queue, a worker and a small program that has done nothing else for thirty years."),
        ("Notes without a picture", "Not every thought needs one. This is about reading on paper, in the evening, with a pencil."),
        ("Bread, again", "Water, flour, salt, time. The time is the hard part."),
        ("Three zones and a power cut", "We pulled the plug of one of them on purpose, and nobody wrote to us about it."),
    ];

    public static TheoryData<string, string, string> Addresses
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (name, address, ready) in Pages)
            {
                data.Add(name, address, ready);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task The_page_fits_a_small_phone_does_not_jump_and_can_be_read_by_day_and_by_night(string name, string address, string ready)
    {
        await OpenAsync(address, ready);

        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, "The page is wider than a phone.");
        (await Page.EvaluateAsync<double>("window.layoutShift")).ShouldBeLessThan(0.1);
        foreach (var colours in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = colours });
            // A colour may take a moment to change.
            await Eventually.BecomesAsync(
                async _ => string.Join(", ", await Page.EvaluateAsync<string[]>(Scripts.PoorContrast)), static poor => poor.Length == 0, because:
                $"every text stands out in {colours}");
        }

        NothingIsWrongInTheBrowser();
        await Page.EvaluateAsync("for (const picture of document.images) { picture.loading = 'eager'; }");
        await Page.EvaluateAsync("Promise.all([...document.images].filter((picture) => picture.src).map((picture) => picture.decode().catch(() => {})))");
        await KeepPicturesAsync(name);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task The_page_can_be_walked_through_by_keyboard_and_tells_at_each_step_where_one_is(string name, string address, string ready)
    {
        name.ShouldNotBeEmpty();
        await Page.SetViewportSizeAsync(1280, 800);
        await OpenAsync(address, ready);
        var focusable = await Page.EvaluateAsync<int>(Scripts.CountFocusable);

        List<string> steps = [];
        // What is wide and scrolls by itself is a stop, too.
        for (var step = 0; step < focusable + MostScrollers && steps.LastOrDefault() != LastStep; step++)
        {
            await Page.Keyboard.PressAsync("Tab");
            var focused = await Page.EvaluateAsync<JsonElement>(Scripts.Focused);
            var (element, called) = (focused.GetProperty("element").GetString()!, focused.GetProperty("name").GetString()!);
            element.ShouldNotBeEmpty($"The focus is lost after {steps.LastOrDefault()}.");
            called.ShouldNotBeEmpty($"{element} has no name.");
            // The field for files is seen by the box around it.
            (element == "files" || focused.GetProperty("isSeen").GetBoolean()).ShouldBeTrue($"The focus on {called} cannot be seen.");
            steps.Add(called);
        }

        steps[0].ShouldBe("Skip to the content");
        steps[^1].ShouldBe(LastStep);
        steps.Count.ShouldBeGreaterThanOrEqualTo(focusable);
    }

    [Fact]
    public async Task Who_wants_no_motion_gets_none()
    {
        await Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var picture = await UploadAsync(900, withThumbnail: false);
        await PublishAsync("Without a thumbnail yet", $"![](/api/media/{picture})");

        await Page.GotoAsync("/");

        await Expect(Page.Locator(".picture.waiting").First).ToBeVisibleAsync();
        (await Page.EvaluateAsync<int>("document.getAnimations().length")).ShouldBe(0);
    }

    private async Task OpenAsync(string address, string ready)
    {
        await FillAsync();
        await OpenEditorOrPageAsync(address);
        await Expect(Page.Locator(ready).First).ToBeVisibleAsync();
        await Expect(Page.Locator("main [aria-busy=true]")).ToHaveCountAsync(0);
        await Page.EvaluateAsync("document.fonts.ready");
    }

    private Task OpenEditorOrPageAsync(string address) => address.StartsWith("/editor", StringComparison.Ordinal) ? OpenEditorAsync(address) : Page.GotoAsync(address);

    // Once for all tests of the class.
    private async Task FillAsync()
    {
        if ((await Press.Visitor.GetAsync("/api/posts/a-walk-to-the-harbour")).IsSuccessStatusCode)
        {
            return;
        }

        await PublishAsync(LongTitle, "Short, for once.");
        for (var i = Others.Length - 1; i >= 0; i--)
        {
            var picture = Others[i].Title.Contains("without", StringComparison.Ordinal) ? "" : $"\n\n![]({"/api/media/" + await UploadAsync(i + 20)})";
            await PublishAsync(Others[i].Title, Others[i].Excerpt + picture);
        }

        var first = await UploadAsync(7);
        var second = await UploadAsync(8, width: 600, height: 800);
        await PublishAsync("A walk to the harbour", $"![The harbour in the morning](/api/media/{first})\n\n{Body}\n\n![The crane and its gull](/api/media/{second})");
    }
}
