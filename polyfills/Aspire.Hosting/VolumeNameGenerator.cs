using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Names for volumes that nobody named.</summary>
public static class VolumeNameGenerator
{
    /// <summary>A name that is the same at each start and differs between applications and between copies of one in other folders.</summary>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix)
        where T : IResource
    {
        ArgumentException.ThrowIfNullOrEmpty(suffix);
        var application = builder.ApplicationBuilder;
        var safe = string.Concat(application.Environment.ApplicationName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_'));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(application.AppHostDirectory)))[..10];
        return $"{safe}-{hash}-{builder.Resource.Name}-{suffix}".ToLowerInvariant();
    }
}
