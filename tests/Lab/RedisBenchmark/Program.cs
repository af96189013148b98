using System.Globalization;
using MyArch.Lab.RedisBenchmark;
using StackExchange.Redis;

// Usage: RedisBenchmark host:port get|set callers seconds bytes      prints: commands per second, p50 and p99 in microseconds, bytes allocated per command
if (args is not [var server, var command, var callers, var seconds, var bytes] || command is not ("get" or "set"))
{
    await Console.Error.WriteLineAsync("Usage: RedisBenchmark host:port get|set callers seconds bytes");
    return 2;
}

var connection = await ConnectionMultiplexer.ConnectAsync(server);
await using (connection)
{
    var load = new CallerLoad(connection.GetDatabase(), int.Parse(callers, CultureInfo.InvariantCulture), int.Parse(bytes, CultureInfo.InvariantCulture));
    await load.RunAsync(command, TimeSpan.FromSeconds(1));
    var result = await load.RunAsync(command, TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{result.PerSecond:F0} {result.Median.TotalMicroseconds:F0} {result.Slowest1Percent.TotalMicroseconds:F0} {result.BytesPerCommand:F0}"));
}

return 0;
