using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;

namespace Aspire.Hosting.Dashboard.Assets;

/// <summary>The files of this assembly that browsers load, by name. An address carries the file's digest, so that it can be kept for ever.</summary>
public sealed class AssetVersions
{
    private const string Prefix = "assets/";
    private const int DigestLength = 12;

    private readonly FrozenDictionary<string, Asset> _assets = Load();

    /// <summary>Where htmx is served; null while it is not there, and pages work without.</summary>
    public string? HtmxUrl { get; internal set; }

    /// <summary>The address of a file.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public string UrlOf(string file) => $"/assets/{file}?v={_assets[file].Digest}";

    internal Asset? Find(string file) => _assets.GetValueOrDefault(file);

    private static FrozenDictionary<string, Asset> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var types = new FileExtensionContentTypeProvider();
        return assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(
            static name => name[Prefix.Length..],
            name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                types.TryGetContentType(name, out var type);
                return new Asset(content, $"{type ?? "application/octet-stream"}; charset=utf-8", Convert.ToHexStringLower(SHA256.HashData(content))[..DigestLength]);
            },
            StringComparer.Ordinal);
    }

    internal sealed record Asset(byte[] Content, string Type, string Digest);
}
