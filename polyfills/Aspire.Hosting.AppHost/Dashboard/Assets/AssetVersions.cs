using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;

namespace Aspire.Hosting.Dashboard.Assets;

/// <summary>The files that browsers load, by name. The address of one of this assembly carries its digest, so that it can be kept for ever.</summary>
public sealed class AssetVersions
{
    private const string Prefix = "assets/";
    private const int DigestLength = 12;

    private readonly FrozenDictionary<string, Asset> _assets = Load();
    private readonly NpmFiles _npm;

    internal AssetVersions(NpmFiles npm) => _npm = npm;

    /// <summary>Where htmx is served; null while it is not there, and pages work without.</summary>
    public string? HtmxUrl => NpmUrlOf("htmx.min.js");

    /// <summary>The address of a file.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public string UrlOf(string file) => $"/assets/{file}?v={_assets[file].Digest}";

    /// <summary>The address of a file from npm; null while it is not there.</summary>
    public string? NpmUrlOf(string file) => _npm.Find(file) is null ? null : $"/assets/npm/{file}";

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
