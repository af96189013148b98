using System.Diagnostics;
using System.Security.Cryptography;

namespace MyArch.Cart.Tests.Fixtures;

/// <summary>A real DynamoDB endpoint (dynalite), with its tables in a folder.</summary>
public sealed class DynamoDbServer : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly int _port = FreePort.Find();
    private ChildProcess? _process;

    public string Address => $"http://127.0.0.1:{_port}";

    private static string Source => Path.Combine(AppContext.BaseDirectory, "dynalite");

    public Task InitializeAsync() => StartAsync();

    public async Task StartAsync()
    {
        var program = await InstallAsync();
        (_process, _) = await ChildProcess.StartAsync(
            new ProcessStartInfo("node", [Path.Combine(program, "start.js"), "--port", $"{_port}", "--path", _directory.Combine("tables")]), "listening on");
    }

    public Task KillAsync() => _process!.KillAsync();

    public async Task DisposeAsync()
    {
        await _process!.DisposeAsync();
        _directory.Dispose();
    }

    // Beside the build's output and named after the lock file, so that it is installed once.
    private static async Task<string> InstallAsync()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"))))[..16];
        var target = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "node", $"dynalite-{hash}"));
        if (!Directory.Exists(target))
        {
            var building = Directory.CreateDirectory($"{target}.{Environment.ProcessId}").FullName;
            foreach (var file in Directory.GetFiles(Source))
            {
                File.Copy(file, Path.Combine(building, Path.GetFileName(file)), overwrite: true);
            }

            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]) { WorkingDirectory = building })!;
            await npm.WaitForExitAsync();
            npm.ExitCode.ShouldBe(0);
            Directory.Move(building, target);
        }

        await File.WriteAllTextAsync(Path.Combine(target, "start.js"), await File.ReadAllTextAsync(Path.Combine(Source, "start.js")));
        return target;
    }
}
