using MyArch.Media.Posts;

namespace MyArch.Media.Tests.Posts;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Hello, World!", "hello-world")]
    [InlineData("  -- Ten   days in Malmö --  ", "ten-days-in-malmo")]
    [InlineData("Straße & Œuvre, Łódź, Ærø", "strasse-oeuvre-lodz-aero")]
    [InlineData("Don't panic: it’s C#", "dont-panic-its-c")]
    [InlineData("日本語", "post")]
    [InlineData("🎉", "post")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("<script>alert(1)</script>", "script-alert-1-script")]
    public void A_title_makes_a_name_for_addresses(string title, string slug)
    {
        Slug.Of(title).ShouldBe(slug);
        Slug.IsOne(slug).ShouldBeTrue();
    }

    [Fact]
    public void A_long_title_ends_with_a_whole_word_unless_it_is_one()
    {
        Slug.Of(string.Join(' ', Enumerable.Repeat("seventy", 30))).ShouldBe(string.Join('-', Enumerable.Repeat("seventy", 10)));
        Slug.Of(new string('x', 200)).ShouldBe(new string('x', 80));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("A")]
    [InlineData("a/b")]
    [InlineData("a\n")]
    public void What_has_another_form_is_no_slug(string text) => Slug.IsOne(text).ShouldBeFalse();

    [Fact]
    public void Whatever_a_title_is_its_slug_has_the_form_of_one()
    {
        var random = new Random(3);
        for (var round = 0; round < 20_000; round++)
        {
            var title = new string([.. Enumerable.Range(0, random.Next(1, 120)).Select(_ => random.Next(3) == 0 ? (char)random.Next(0x20, 0x7F) : (char)random.Next(0x20, 0xD7FF))]);

            Slug.IsOne(Slug.Of(title)).ShouldBeTrue(title);
        }
    }
}
