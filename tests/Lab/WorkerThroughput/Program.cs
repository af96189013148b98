using System.Globalization;
using MyArch.Lab.WorkerThroughput;

// Usage: WorkerThroughput rounds messages loops      prints, for each round, messages per second of a bare receive-delete loop and through the daemon, and at the end medians and their ratio
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

await using var endpoint = await LabEndpoint.StartAsync();
var queue = await LabQueue.CreateAsync(endpoint.Url);
await using var worker = await LabWorker.StartAsync(endpoint.Url, queue.Url);
var count = int.Parse(messages, CultureInfo.InvariantCulture);
List<double> bare = [], daemon = [];
// The first round warms both up.
for (var round = 0; round <= int.Parse(rounds, CultureInfo.InvariantCulture); round++)
{
    await queue.FillAsync(count);
    var direct = count / (await queue.DrainAsync(int.Parse(loops, CultureInfo.InvariantCulture))).TotalSeconds;
    await queue.FillAsync(count);
    var through = count / (await worker.DrainAsync(queue)).TotalSeconds;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(round == 0 ? "warm-up" : $"round {round}"),-8} bare {direct,6:F0}/s   daemon {through,6:F0}/s   ratio {through / direct:F2}   {worker.Usage()}"));
    if (round > 0)
    {
        bare.Add(direct);
        daemon.Add(through);
    }
}

var (median, medianDaemon) = (bare.Order().ElementAt(bare.Count / 2), daemon.Order().ElementAt(daemon.Count / 2));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median   bare {median,6:F0}/s   daemon {medianDaemon,6:F0}/s   ratio {medianDaemon / median:F2}"));

return 0;
