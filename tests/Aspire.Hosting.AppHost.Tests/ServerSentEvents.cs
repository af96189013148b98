using System.Net.ServerSentEvents;

namespace Aspire.Hosting.Dashboard.Tests;

/// <summary>A stream of a page, as a browser reads it.</summary>
internal sealed class ServerSentEvents : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _deadline = new();
    private readonly HttpResponseMessage _answer;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private ServerSentEvents(HttpResponseMessage answer, Stream body)
    {
        _answer = answer;
        _events = SseParser.Create(body).EnumerateAsync(_deadline.Token).GetAsyncEnumerator();
    }

    /// <summary>The id of the last event.</summary>
    public string? LastId { get; private set; }

    /// <param name="client">The browser.</param>
    /// <param name="path">Where the stream is.</param>
    /// <param name="lastId">The id of the last event that the browser got before it lost the stream.</param>
    public static async Task<ServerSentEvents> OpenAsync(HttpClient client, string path, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new ServerSentEvents(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event, which must come within a minute.</summary>
    public async Task<(string Name, string Data)> NextAsync()
    {
        _deadline.CancelAfter(Patience);
        (await _events.MoveNextAsync()).ShouldBeTrue("The stream has ended.");
        LastId = _events.Current.EventId;
        return (_events.Current.EventType, _events.Current.Data);
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _answer.Dispose();
        _deadline.Dispose();
    }
}
