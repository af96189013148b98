using System.Diagnostics;
using System.Security.Cryptography;
using Aspire.Hosting.Dashboard.Hosting;

namespace Aspire.Hosting.Dashboard.Tests.Otlp;

/// <summary>
/// OpenTelemetry's exporters for JavaScript, run by node as a process of its own: <c>sender/send.mjs</c> says what it sends. The packages of its lock file
/// are brought by npm once, into the user's cache.
/// </summary>
internal static class NodeSender
{
    private static readonly string[] Files = ["package.json", "package-lock.json", ".npmrc", "send.mjs"];

    /// <summary>Sends everything and ends.</summary>
    /// <param name="settings">The dashboard that takes it.</param>
    /// <param name="compression"><c>gzip</c> or <c>none</c>.</param>
    public static async Task RunAsync(DashboardSettings settings, string compression)
    {
        var folder = await InstallAsync();
        await RunAsync("node", ["send.mjs"], folder, new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = settings.OtlpAddress.ToString(),
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={settings.OtlpApiKey}",
            ["OTEL_EXPORTER_OTLP_COMPRESSION"] = compression,
        });
    }

    private static async Task<string> InstallAsync()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Otlp", "sender");
        var contents = Files.Select(file => File.ReadAllBytes(Path.Combine(source, file))).ToArray();
        var version = Convert.ToHexStringLower(SHA256.HashData(contents.SelectMany(static content => content).ToArray()).AsSpan(0, 8));
        var cache = Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } own ? own : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "aspire-dashboard-tests");
        var folder = Path.Combine(cache, $"otlp-sender-{version}");
        if (Directory.Exists(folder))
        {
            return folder;
        }

        // Made beside and renamed when whole.
        var made = Directory.CreateDirectory(Path.Combine(cache, $".otlp-sender-{Guid.NewGuid():N}")).FullName;
        for (var i = 0; i < Files.Length; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(made, Files[i]), contents[i]);
        }

        await RunAsync("npm", ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], made, []);
        try
        {
            Directory.Move(made, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another run was faster.
            Directory.Delete(made, recursive: true);
        }

        return folder;
    }

    private static async Task RunAsync(string program, string[] arguments, string folder, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {await output}{errors}");
    }
}
