using System.Reflection;
using Aspire.Hosting.Engine.Images;
using Aspire.Hosting.Engine.Processes;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard.Assets;

/// <summary>
/// The files from npm. They are got in the background, so that nothing waits for them; until they are there, and where npm is missing, pages work without scripts of others.
/// The versions that work together under the content security policy are in Assets/npm/package.json: htmx 4 morphs by itself and needs neither eval nor inline styles for it,
/// so neither idiomorph nor an extension is there; updates come by <c>live.js</c>, which needs no extension for server-sent events either.
/// </summary>
internal sealed partial class NpmFiles : IAsyncDisposable
{
    private const string Package = "dashboard";

    /// <summary>What is served, by the name in its address.</summary>
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["htmx.min.js"] = "htmx.org/dist/htmx.min.js",
        ["uPlot.esm.js"] = "uplot/dist/uPlot.esm.js",
        ["uPlot.min.css"] = "uplot/dist/uPlot.min.css",
    };

    private readonly CancellationTokenSource _stopping = new();
    private readonly NpmPackage _package;
    private readonly ProcessLauncher _launcher;
    private readonly ILogger<NpmFiles> _logger;
    private Task _pull = Task.CompletedTask;
    private volatile string? _folder;

    public NpmFiles(ProcessLauncher launcher, ILogger<NpmFiles> logger)
        : this(new NpmPackage(Package, assembly: Assembly.GetExecutingAssembly()), launcher, logger)
    {
    }

    public NpmFiles(NpmPackage package, ProcessLauncher launcher, ILogger<NpmFiles> logger)
    {
        _package = package;
        _launcher = launcher;
        _logger = logger;
    }

    /// <summary>Completes when the files are there, or cannot be got.</summary>
    public Task Pulled => _pull;

    public void Pull() => _pull = Task.Run(() => PullAsync(_stopping.Token));

    /// <summary>The path of a file; null when it is none of these, or not there.</summary>
    public string? Find(string name) => _folder is { } folder && Paths.TryGetValue(name, out var path) && PathIn(folder, path) is var file && File.Exists(file) ? file : null;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _pull;
        _stopping.Dispose();
    }

    private static string PathIn(string folder, string path) => Path.Combine(folder, "node_modules", path);

    private async Task PullAsync(CancellationToken cancellationToken)
    {
        try
        {
            var user = new NpmUser("The dashboard", "dashboard", "which updates its pages and draws its charts", static (_, _) => { });
            var folder = await _package.PullAsync(user, _launcher, cancellationToken);
            if (!Paths.Values.All(path => File.Exists(PathIn(folder, path))))
            {
                // Somebody has cleaned up in the cache.
                Directory.Delete(folder, recursive: true);
                folder = await _package.PullAsync(user, _launcher, cancellationToken);
            }

            _folder = folder;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The dashboard ends.
        }
        catch (Exception exception) when (exception is DistributedApplicationException or IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Log.Missing(_logger, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The pages of the dashboard do not update by themselves and have no charts: {Reason}")]
        public static partial void Missing(ILogger logger, string reason);
    }
}
