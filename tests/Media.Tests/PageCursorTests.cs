namespace MyArch.Media.Tests;

public sealed class PageCursorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public void A_cursor_is_read_as_it_was_written(long id)
    {
        PageCursor.TryParse(new PageCursor(id).ToText("posts"), "posts", out var cursor).ShouldBeTrue();

        cursor.ShouldBe(new PageCursor(id));
    }

    [Fact]
    public void One_that_was_changed_made_up_or_taken_from_another_list_is_refused()
    {
        var text = new PageCursor(42).ToText("posts");

        PageCursor.TryParse(text, "media", out _).ShouldBeFalse();
        foreach (var other in (string[])["", "nonsense", $"{text}A", text[1..], $" {text}", new string('A', text.Length), new string('ä', text.Length)])
        {
            PageCursor.TryParse(other, "posts", out _).ShouldBeFalse(other);
        }

        for (var at = 0; at < text.Length; at++)
        {
            PageCursor.TryParse($"{text[..at]}{(text[at] == 'x' ? 'y' : 'x')}{text[(at + 1)..]}", "posts", out _).ShouldBeFalse();
        }
    }
}
