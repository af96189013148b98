using MyArch.Catalog.Items;

namespace MyArch.Catalog.Tests.Items;

public sealed class ItemCursorTests
{
    [Theory]
    [InlineData(1, 0f, null, null)]
    [InlineData(int.MaxValue, 0.6079271f, "red \"cap\"", "caps")]
    [InlineData(77, 1e-20f, "ß", null)]
    public void A_cursor_comes_back_as_it_was(int id, float rank, string? search, string? category)
    {
        var text = new ItemCursor(id, rank).ToText(search, category);

        ItemCursor.TryParse(text, search, category, out var cursor).ShouldBeTrue();
        cursor.ShouldBe(new ItemCursor(id, rank));
        text.ShouldAllBe(static c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_');
    }

    [Fact]
    public void A_cursor_with_any_one_character_changed_is_refused()
    {
        var text = new ItemCursor(20, 0.5f).ToText("hood", "hoodies");
        var forged = from at in Enumerable.Range(0, text.Length)
                     from c in "AZaz09-_=+/ "
                     where text[at] != c
                     select $"{text.AsSpan(0, at)}{c}{text.AsSpan(at + 1)}";

        forged.Where(static text => ItemCursor.TryParse(text, "hood", "hoodies", out _)).ShouldBeEmpty();
    }

    [Fact]
    public void A_cursor_of_another_list_is_refused()
    {
        var text = new ItemCursor(20, 0.5f).ToText("hood", null);

        ItemCursor.TryParse(text, "hat", null, out _).ShouldBeFalse();
        ItemCursor.TryParse(text, null, null, out _).ShouldBeFalse();
        ItemCursor.TryParse(text, "hood", "hoodies", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("' OR 1=1 --")]
    public void What_is_no_cursor_is_refused(string text) => ItemCursor.TryParse(text, null, null, out _).ShouldBeFalse();

    [Theory]
    [InlineData(0, 0f)]
    [InlineData(-5, 0f)]
    [InlineData(5, float.NaN)]
    [InlineData(5, float.PositiveInfinity)]
    public void A_cursor_that_no_list_can_have_made_is_refused_though_its_checksum_is_right(int id, float rank) =>
        ItemCursor.TryParse(new ItemCursor(id, rank).ToText(null, null), null, null, out _).ShouldBeFalse();
}
