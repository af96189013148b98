using System.Text.Json.Serialization;

namespace Aspire.Hosting;

/// <summary>The contents of a <c>launchSettings.json</c>.</summary>
public sealed class LaunchSettings
{
    [JsonPropertyName("profiles")]
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];
}
