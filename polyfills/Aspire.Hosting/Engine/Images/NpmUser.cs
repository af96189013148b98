namespace Aspire.Hosting.Engine.Images;

/// <summary>Who needs an npm package, for messages.</summary>
/// <param name="Who">At the start of an error: <c>Resource 'aws'</c>.</param>
/// <param name="Name">What its processes are called.</param>
/// <param name="Purpose">What the package is for: <c>which stands in for the image 'kibertoad/fauxqs'</c>.</param>
/// <param name="Output">Takes the lines of npm, and whether each is an error.</param>
internal sealed record NpmUser(string Who, string Name, string Purpose, Action<string, bool> Output)
{
    public static NpmUser For(NativeContainer container) =>
        new($"Resource '{container.Name}'", container.Name, $"which stands in for the image '{container.Image}'", container.Output);
}
