using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Aspire.Hosting.Tests.Images;

/// <summary>Sends commands to a Redis server and returns the first line of each answer.</summary>
internal static class RedisClient
{
    public static async Task<string[]> AskAsync(int port, params string[] commands)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        List<string> answers = [];
        foreach (var command in commands)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{command}\r\n"), limit.Token);
            var answer = await reader.ReadLineAsync(limit.Token) ?? "";
            if (answer.StartsWith('$') && answer != "$-1")
            {
                answer = await reader.ReadLineAsync(limit.Token) ?? "";
            }
            else if (answer.StartsWith('*'))
            {
                // An array of bulk strings: the last of them.
                for (var left = 2 * int.Parse(answer.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture); left > 0; left--)
                {
                    answer = await reader.ReadLineAsync(limit.Token) ?? "";
                }
            }

            answers.Add(answer);
        }

        return [.. answers];
    }

    /// <summary>As <see cref="AskAsync"/>, once the server answers.</summary>
    public static Task<string[]> AskWhenUpAsync(int port, params string[] commands) =>
        Eventually.BecomesAsync(_ => AskAsync(port, commands), static answers => !answers[0].StartsWith("-LOADING", StringComparison.Ordinal), because: "the server answers");
}
