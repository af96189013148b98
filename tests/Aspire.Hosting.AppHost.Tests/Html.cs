using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Aspire.Hosting.Dashboard.Tests;

/// <summary>Pages as a browser reads them.</summary>
internal static class Html
{
    /// <summary>Gets a page, which must answer 200.</summary>
    public static async Task<IDocument> GetPageAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path} answered {(int)answer.StatusCode}: {text}");
        return new HtmlParser().ParseDocument(text);
    }

    /// <summary>A piece of a page.</summary>
    public static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    /// <summary>Sends a form with the antiforgery token of a page that the client has got.</summary>
    public static Task<HttpResponseMessage> PostFormAsync(this HttpClient client, string path, IDocument page, params (string Name, string Value)[] fields)
    {
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value").ShouldNotBeNull("The page has no antiforgery field.");
        var form = fields.Select(static field => KeyValuePair.Create(field.Name, field.Value)).Append(KeyValuePair.Create("__RequestVerificationToken", token!));
        return client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(form));
    }

    /// <summary>The text without the blanks of its layout.</summary>
    public static string Words(this INode node) => string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
