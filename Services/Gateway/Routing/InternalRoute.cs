namespace MyArch.Gateway.Routing;

/// <summary>A path prefix of the internal listener and the callers that may reach it.</summary>
internal sealed record InternalRoute(string Prefix, params string[] Callers)
{
    /// <summary>Whether a path is the prefix or lies under it.</summary>
    public bool Covers(ReadOnlySpan<char> path) => PathPrefix.Covers(Prefix, path);
}
