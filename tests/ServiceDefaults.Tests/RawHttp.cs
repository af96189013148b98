using System.Net.Sockets;
using System.Text;

namespace MyArch.ServiceDefaults.Tests;

/// <summary>Sends bytes that no well-behaved client would send.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request with <c>Connection: close</c> and returns everything that comes back. The Host is the address, unless a header says another.</summary>
    public static async Task<string> SendAsync(Uri address, string requestLine, params string[] headers)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, deadline.Token);
        await using var stream = client.GetStream();
        string[] host = headers.Any(static header => header.StartsWith("Host:", StringComparison.Ordinal)) ? [] : [$"Host: {address.Authority}"];
        var head = string.Join("\r\n", [requestLine, .. host, "Connection: close", .. headers, "", ""]);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head), deadline.Token);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(deadline.Token);
    }
}
