using System.Globalization;
using MyArch.Lab.WorkerThroughput;

// Usage: WorkerThroughput rounds messages loops      prints, for each round, messages per second from send to done of a bare receive-delete loop and through daemons, and at the end medians and their ratio
// or:    WorkerThroughput app address                an app that answers 200 at once
if (args is ["app", var address])
{
    await LabApp.RunAsync(address);
    return 0;
}

if (args is not [var rounds, var messages, var loops])
{
    await Console.Error.WriteLineAsync("Usage: WorkerThroughput rounds messages loops");
    return 2;
}

// As many messages at work at once as in the system, and as the daemon has by default.
int[] connections = [10, 50];
await using var endpoint = await LabEndpoint.StartAsync();
var queue = await LabQueue.CreateAsync(endpoint.Url);
var workers = await Task.WhenAll(connections.Select(number => LabWorker.StartAsync(endpoint.Url, queue.Url, number)));
try
{
    var count = int.Parse(messages, CultureInfo.InvariantCulture);
    var bare = new LabSeries($"bare x{loops}");
    var daemons = workers.ToDictionary(static worker => worker, static worker => new LabSeries($"daemon x{worker.Connections}"));
    // The first round warms all of them up.
    for (var round = 0; round <= int.Parse(rounds, CultureInfo.InvariantCulture); round++)
    {
        bare.Add(count / (await queue.SendAndDrainAsync(count, int.Parse(loops, CultureInfo.InvariantCulture))).TotalSeconds);
        foreach (var (worker, series) in daemons)
        {
            series.Add(count / (await worker.MeasureAsync(queue, count)).TotalSeconds);
        }

        Console.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}"),-8} {bare.Last}   {string.Join("   ", daemons.Values.Select(series => series.LastAgainst(bare)))}");
    }

    Console.WriteLine($"median   {bare.Median}   {string.Join("   ", daemons.Values.Select(series => series.MedianAgainst(bare)))}");
    foreach (var worker in workers)
    {
        Console.WriteLine($"{worker.Connections} connections: {worker.Usage()}");
    }
}
finally
{
    foreach (var worker in workers)
    {
        await worker.DisposeAsync();
    }
}

return 0;
