namespace MyArch.Catalog.Tests.Browser;

/// <summary>A request that has reached the stand-in.</summary>
/// <param name="Route">Method and path.</param>
internal sealed record StubRequest(string Route, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Header(string name) => Headers.TryGetValue(name, out var value) ? value : "";
}
