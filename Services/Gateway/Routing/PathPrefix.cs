namespace MyArch.Gateway.Routing;

/// <summary>Prefixes of whole path segments. Case does not matter, as it does not to the services' own routing.</summary>
internal static class PathPrefix
{
    public static bool Covers(string prefix, ReadOnlySpan<char> path) =>
        path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (path.Length == prefix.Length || path[prefix.Length] == '/');
}
