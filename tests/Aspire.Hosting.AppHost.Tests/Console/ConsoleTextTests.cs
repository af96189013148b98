using Aspire.Hosting.Dashboard.Console;

namespace Aspire.Hosting.Dashboard.Tests.Console;

public sealed class ConsoleTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\e[31mred\e[0m after", "<f1>red</>after")]
    [InlineData("\e[1;33;44mloud\e[22m quiet\e[m.", "<f3 b4 bold>loud</><f3 b4>quiet</>.")]
    [InlineData("\e[92mbright\e[39mplain", "<f10>bright</>plain")]
    [InlineData("\e[38;5;196mcube\e[48;5;232mgrey", "<f9>cube</><f9 b0>grey</>")]
    [InlineData("\e[38;2;0;200;10mtrue", "<f2>true</>")]
    [InlineData("\e[38:5:21mcolons", "<f4>colons</>")]
    [InlineData("\e[4;3;9;7mall", "<italic underline strike inverse>all</>")]
    [InlineData("\e[31m\e[32mlast", "<f2>last</>")]
    public void What_is_said_about_colours_becomes_classes(string line, string expected) => Shown(line).ShouldBe(expected.Replace("</>", "</> ", StringComparison.Ordinal).Trim());

    [Theory]
    [InlineData("a\e[2Kb", "ab")]
    [InlineData("a\e[10;20Hb", "ab")]
    [InlineData("a\e[?25lb", "ab")]
    [InlineData("a\e]0;title\ab", "ab")]
    [InlineData("a\e]8;;https://example.org\e\\link\e]8;;\e\\b", "alinkb")]
    [InlineData("a\ePq data\e\\b", "ab")]
    [InlineData("a\e(Bb", "ab")]
    [InlineData("a\e7b\ecc", "abc")]
    [InlineData("a\u009b31mb", "ab")]
    [InlineData("a\0\b\r\u0085b\tc", "ab\tc")]
    [InlineData("a\u007fb\u0090c\u009fd", "abcd")]
    [InlineData("cut \e", "cut ")]
    [InlineData("cut \e[31", "cut ")]
    [InlineData("cut \e]0;title", "cut ")]
    [InlineData("\e[38;5mx", "x")]
    [InlineData("\e[38;2;1;2mx", "x")]
    [InlineData("\e[38;5;999mx", "x")]
    [InlineData("\e[99999999999999999999mx", "x")]
    public void Everything_else_that_is_meant_for_a_terminal_is_dropped(string line, string expected) => ConsoleText.Plain(line).ShouldBe(expected);

    [Theory]
    [InlineData("GET /Items", "get /i", true)]
    [InlineData("\e[31mGET\e[0m /items", "GET /i", true)]
    [InlineData("\e[31mGET\e[0m /items", "31", false)]
    [InlineData("a\e]8;;https://example.org\alink", "example", false)]
    public void What_people_read_is_searched(string line, string text, bool isFound) => ConsoleText.Contains(line, text).ShouldBe(isFound);

    [Fact]
    public void A_line_of_nothing_but_escapes_is_read_in_time()
    {
        var line = string.Concat(Enumerable.Repeat("\e[38;5;196m\e]", 5_000));

        ConsoleText.Plain(line).ShouldBe("");
    }

    private static string Shown(string line)
    {
        var shown = new List<string>();
        ConsoleText.Read(line, (text, style) => shown.Add(style.Classes.Length == 0 ? text.Trim() : $"<{style.Classes}>{text.Trim()}</>"));
        return string.Join(' ', shown);
    }
}
