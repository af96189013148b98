using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyArch.AppHost.Worker;

/// <summary>Asks a worker's daemon by its control endpoints, which take the group's internal origin secret.</summary>
internal sealed partial class DaemonControl(EndpointReference endpoint, ParameterResource internalOriginSecret)
{
    // ServiceDefaults has the name too, and is no assembly that the host loads.
    private const string OriginHeader = "X-Origin-Verify";

    // A pause waits until no receive is under way, 1.2 s at most.
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Pulls nothing new.</summary>
    public Task<DaemonState> PauseAsync(CancellationToken cancellationToken) => AskAsync(HttpMethod.Post, "/pause", cancellationToken);

    /// <summary>Pulls again.</summary>
    public Task<DaemonState> ResumeAsync(CancellationToken cancellationToken) => AskAsync(HttpMethod.Post, "/resume", cancellationToken);

    /// <summary>How much is at work.</summary>
    public Task<DaemonState> LookAsync(CancellationToken cancellationToken) => AskAsync(HttpMethod.Get, "/instance", cancellationToken);

    private async Task<DaemonState> AskAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(new Uri(endpoint.Url), path));
        request.Headers.Add(OriginHeader, await internalOriginSecret.GetValueAsync(cancellationToken));
        using var response = await Http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(DaemonJson.Default.DaemonState, cancellationToken))!;
    }

    /// <summary>What a daemon says of itself.</summary>
    /// <param name="InFlight">Messages at work.</param>
    /// <param name="Paused">Whether it pulls nothing new.</param>
    internal sealed record DaemonState(int InFlight, bool Paused);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(DaemonState))]
    private sealed partial class DaemonJson : JsonSerializerContext;
}
