using System.Globalization;
using System.Net;
using System.Text;
using Aspire.Hosting.Dashboard.Layout;

namespace Aspire.Hosting.Dashboard.Console;

/// <summary>Lines as HTML, for the page and for what is sent after it. Nothing of a line is markup: it is encoded, and what it says about colours becomes names of classes.</summary>
/// <param name="withResource">Whether each line says whose it is.</param>
/// <param name="search">What is marked where it occurs.</param>
internal sealed class ConsoleHtml(bool withResource, string? search)
{
    public string Of(IReadOnlyList<ConsoleLine> lines, long skipped)
    {
        var html = new StringBuilder();
        if (skipped > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li class=\"skipped\">{skipped:N0} {(skipped == 1 ? "line" : "lines")} left out: too many to show.</li>");
        }

        foreach (var line in lines)
        {
            Append(html, line);
        }

        return html.ToString();
    }

    private void Append(StringBuilder html, ConsoleLine line)
    {
        html.Append(line.IsError ? "<li class=\"error\">" : "<li>");
        // To the millisecond, and rewritten into the viewer's zone by times.js: "2026-01-02T03:04:05.678".
        var time = line.Logged.Time[.."2026-01-02T03:04:05.678".Length];
        html.Append(CultureInfo.InvariantCulture, $"<time datetime=\"{time}Z\">{time.AsSpan(11)} UTC</time>");
        if (withResource)
        {
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"whose {ResourceColour.ClassOf(line.Resource)}\">{WebUtility.HtmlEncode(line.Resource)}</span>");
        }

        if (line.IsError)
        {
            html.Append("<span class=\"stream\">err</span>");
        }

        html.Append("<span class=\"text\">");
        AppendText(html, line);
        html.Append("</span></li>");
    }

    private void AppendText(StringBuilder html, ConsoleLine line)
    {
        var found = Found(line.Plain);
        var start = 0;
        ConsoleText.Read(line.Logged.Text, (text, style) =>
        {
            var classes = style.Classes;
            html.Append(classes.Length == 0 ? "" : $"<span class=\"{classes}\">");
            AppendMarked(html, text, start, found);
            html.Append(classes.Length == 0 ? "" : "</span>");
            start += text.Length;
        });
    }

    /// <summary>Where the searched text begins in the line; a find may reach over pieces that look different.</summary>
    private List<int> Found(string plain)
    {
        var found = new List<int>();
        for (var at = 0; !string.IsNullOrEmpty(search) && (at = plain.IndexOf(search, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += search.Length)
        {
            found.Add(at);
        }

        return found;
    }

    private void AppendMarked(StringBuilder html, string text, int start, List<int> found)
    {
        var at = 0;
        foreach (var find in found)
        {
            var from = Math.Clamp(find - start, at, text.Length);
            var to = Math.Clamp(find - start + search!.Length, from, text.Length);
            if (to > from)
            {
                html.Append(WebUtility.HtmlEncode(text[at..from])).Append("<mark>").Append(WebUtility.HtmlEncode(text[from..to])).Append("</mark>");
                at = to;
            }
        }

        html.Append(WebUtility.HtmlEncode(text[at..]));
    }
}
