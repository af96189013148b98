using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace MyArch.Time.Tests;

/// <summary>A client of the stream, event by event, each with a deadline.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly SseParser<JsonElement> _parser;
    private readonly IAsyncEnumerator<SseItem<JsonElement>> _events;

    private EventReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _parser = SseParser.Create(body, static (_, data) => JsonElement.Parse(data));
        _events = _parser.EnumerateAsync().GetAsyncEnumerator();
    }

    public HttpResponseMessage Response => _response;

    public static async Task<EventReader> OpenAsync(HttpClient client, string query = "")
    {
        var response = await client.GetAsync($"/api/time/stream{query}", HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event, or null if the stream has ended as it should.</summary>
    public async Task<SseItem<JsonElement>?> ReadAsync() =>
        await _events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)) ? _events.Current : null;

    public async ValueTask DisposeAsync()
    {
        // The response first: an enumerator in the middle of a read cannot be disposed.
        _response.Dispose();
        try
        {
            await _events.DisposeAsync();
        }
        catch (NotSupportedException)
        {
            // A read that timed out is still under way; the test has failed for that.
        }
    }
}
