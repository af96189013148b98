using System.Globalization;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Tests.Processes;

/// <summary>A host that a test runs as a process of its own, to kill it: says how many threads it has with a full pool, starts children, says their ids, and waits.</summary>
internal static class TestHost
{
    public const string Ready = "ready";

    private const int PoolThreads = 16;

    /// <summary>A program with a child in its own group and one in a session of its own, out of reach of the kernel's signal on the host's death.</summary>
    private const string Family = "sleep 601 & setsid sleep 602 & wait";

    /// <param name="arguments">How many children to start.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Length != 1 || !int.TryParse(arguments[0], CultureInfo.InvariantCulture, out var count))
        {
            await Console.Error.WriteLineAsync("usage: <number of children>");
            return 64;
        }

        // The pool has many threads while the children start, and loses them when it is idle afterwards.
        ThreadPool.SetMinThreads(PoolThreads, PoolThreads);
        using var everyThread = new CountdownEvent(PoolThreads);
        await Task.WhenAll(Enumerable.Range(0, PoolThreads).Select(number => Task.Run(() =>
        {
            everyThread.Signal();
            everyThread.Wait();
            // Here none of them can have ended: counted later, when the machine is slow, some have.
            if (number == 0)
            {
                Console.WriteLine(LinuxProcess.ThreadsOf(Environment.ProcessId));
            }
        })));
        await using var launcher = new ProcessLauncher();
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(async () =>
        {
            var child = await launcher.StartAsync(
                new ProcessSpec
                {
                    Name = $"child-{number}",
                    FileName = number == 0 ? "sh" : "sleep",
                    Arguments = number == 0 ? ["-c", Family] : ["600"],
                    Environment = new Dictionary<string, string>(),
                    WorkingDirectory = "/",
                },
                CancellationToken.None);
            Console.WriteLine(child.Id);
        })));
        Console.WriteLine(Ready);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
