using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MyArch.Cart.Tests.Fixtures;

/// <summary>An instance as a process of its own, which can be killed.</summary>
internal sealed partial class CartProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private CartProcess(ChildProcess process, HttpClient http)
    {
        _process = process;
        Http = http;
    }

    public HttpClient Http { get; }

    // The output folders of the projects lie side by side.
    private static string Assembly => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Cart", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Cart.dll"));

    public static async Task<CartProcess> StartAsync(Dictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly]);
        foreach (var key in start.Environment.Keys.Where(static key => key.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(key);
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var (process, line) = await ChildProcess.StartAsync(start, "Now listening on: ");
        return new CartProcess(process, CartSettings.CreateClient(Listening().Match(line).Groups["address"].Value));
    }

    public Visitor Visitor() => new(Http);

    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.DisposeAsync();
    }

    [GeneratedRegex(@"(?<address>http://\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();
}
