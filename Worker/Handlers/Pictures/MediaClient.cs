using System.Net;
using System.Text.Json.Serialization.Metadata;
using MyArch.ServiceDefaults;

namespace MyArch.Worker.Handlers.Pictures;

/// <summary>Tells the media service about thumbnails, and lets it sweep, through the load balancer's internal listener. Fails with <see cref="InternalCallException"/>.</summary>
internal sealed class MediaClient(HttpClient http)
{
    /// <summary>Says what became of a picture's thumbnail. Any number of times the same.</summary>
    public async Task<HttpStatusCode> PutRenditionAsync<T>(string mediaId, T rendition, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync($"internal/media/{mediaId}/renditions", rendition, json, cancellationToken);
        return response.StatusCode;
    }

    /// <summary>Lets the media service look for what broke off.</summary>
    public async Task<HttpStatusCode> SweepAsync(CancellationToken cancellationToken)
    {
        using var response = await http.PostAsync("internal/media/sweep", content: null, cancellationToken);
        return response.StatusCode;
    }
}
