using System.Net.ServerSentEvents;

namespace Aspire.Hosting.Dashboard.Tests;

/// <summary>A stream of a page, as a browser reads it.</summary>
internal sealed class ServerSentEvents : IAsyncDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));
    private readonly HttpResponseMessage _answer;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private ServerSentEvents(HttpResponseMessage answer, Stream body)
    {
        _answer = answer;
        _events = SseParser.Create(body).EnumerateAsync(_deadline.Token).GetAsyncEnumerator();
    }

    public static async Task<ServerSentEvents> OpenAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new ServerSentEvents(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event, which must come within the stream's 30 seconds.</summary>
    public async Task<(string Name, string Data)> NextAsync()
    {
        (await _events.MoveNextAsync()).ShouldBeTrue("The stream has ended.");
        return (_events.Current.EventType, _events.Current.Data);
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _answer.Dispose();
        _deadline.Dispose();
    }
}
