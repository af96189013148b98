using System.Collections.Immutable;

namespace Aspire.Hosting.Engine.Logging;

/// <summary>Replaces secret values in everything that the host writes.</summary>
internal sealed class SecretMask
{
    /// <summary>Shorter values are left alone: they occur in ordinary words.</summary>
    public const int ShortestMasked = 6;

    private const string Stars = "********";

    private ImmutableArray<string> _secrets = [];

    public void Add(string? secret)
    {
        if (secret is null || secret.Length < ShortestMasked)
        {
            return;
        }

        // The longest first, so that a secret that contains another one is replaced as a whole.
        ImmutableInterlocked.Update(ref _secrets, (known, added) => [.. known.Concat(added).Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length)], new[] { secret, Uri.EscapeDataString(secret) });
    }

    public string Apply(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Stars, StringComparison.Ordinal);
        }

        return text;
    }
}
