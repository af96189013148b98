using System.Net.Sockets;
using System.Text;

namespace MyArch.ServiceDefaults.Tests;

/// <summary>Sends bytes that no well-behaved client would send.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request with <c>Connection: close</c> and returns everything that comes back.</summary>
    public static async Task<string> SendAsync(Uri address, string requestLine, params string[] headers)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, deadline.Token);
        await using var stream = client.GetStream();
        var head = string.Join("\r\n", [requestLine, $"Host: {address.Authority}", "Connection: close", .. headers, "", ""]);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head), deadline.Token);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(deadline.Token);
    }
}
