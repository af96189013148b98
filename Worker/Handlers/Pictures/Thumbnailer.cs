using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace MyArch.Worker.Handlers.Pictures;

/// <summary>
/// Makes thumbnails with libvips in a process of its own, which may be broken by what it reads: with limits of memory, processor and file size that outlive this program, without its environment, and
/// with the readers switched off that libvips itself does not trust.
/// </summary>
internal sealed partial class Thumbnailer(IOptions<ThumbnailOptions> options, HandlersMetrics metrics, TimeProvider time, ILogger<Thumbnailer> logger) : IDisposable
{
    // Signals that a limit ends a process with, as exit codes: XCPU at the soft limit, KILL at the hard one, XFSZ.
    private const int KilledByCpu = 128 + 24;
    private const int Killed = 128 + 9;
    private const int NotRunnable = 126;
    private const int NotFound = 127;
    private const int KilledByFileSize = 128 + 25;

    // What libvips writes while it reads: what does not fit into memory.
    private const long MaxFile = 256L << 20;

    private const int LongestMessage = 300;

    // What the machine lacks, in the words of strerror: not the picture's fault.
    private static readonly string[] Machine = ["No space left", "Too many open files", "Resource temporarily unavailable", "Read-only file system", "Disk quota"];

    private readonly SemaphoreSlim _turns = new(options.Value.Concurrency, options.Value.Concurrency);

    /// <summary>Waits for a turn to make one, which ends with its disposal.</summary>
    /// <returns>Null if others had all of them for <see cref="ThumbnailOptions.MaxWait"/>.</returns>
    public async Task<Turn?> TakeTurnAsync(CancellationToken cancellationToken) =>
        await _turns.WaitAsync(options.Value.MaxWait, cancellationToken) ? new Turn(_turns) : null;

    /// <summary>Makes a thumbnail of the room's original. Whoever asks has a turn.</summary>
    public async Task<ThumbnailOutcome> MakeAsync(WorkDirectory.Room room, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var outcome = await RunAsync(room, cancellationToken);
        metrics.ThumbnailMade(outcome, time.GetElapsedTime(started));
        return outcome;
    }

    public void Dispose() => _turns.Dispose();

    private async Task<ThumbnailOutcome> RunAsync(WorkDirectory.Room room, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), deadline, options.Value.Timeout, Timeout.InfiniteTimeSpan);
        using var process = new Process { StartInfo = Command(room) };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            LogNotStarted(failure.Message);
            return ThumbnailOutcome.NotNow;
        }

        try
        {
            var errors = await ReadErrorsAsync(process, deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return Outcome(process.ExitCode, errors, room);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            LogTimedOut(options.Value.Timeout);
            return ThumbnailOutcome.NotNow;
        }
    }

    // The beginning only: a picture can be made that is worth a line for each of its bytes.
    private static async Task<string> ReadErrorsAsync(Process process, CancellationToken cancellationToken)
    {
        var (first, rest) = (new char[LongestMessage], new char[4096]);
        var length = await process.StandardError.ReadBlockAsync(first, cancellationToken);
        while (await process.StandardError.ReadAsync(rest, cancellationToken) > 0)
        {
        }

        return new string(first, 0, length);
    }

    private ProcessStartInfo Command(WorkDirectory.Room room)
    {
        var limits = options.Value;
        var start = new ProcessStartInfo(ThumbnailProgramValidation.Limiter)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            WorkingDirectory = room.Path,
            ArgumentList =
            {
                Limit("as", (long)limits.MemoryMegabytes << 20),
                // A second more until it cannot be caught.
                string.Create(CultureInfo.InvariantCulture, $"--cpu={limits.CpuSeconds}:{limits.CpuSeconds + 1}"),
                Limit("fsize", MaxFile),
                Limit("core", 0),
                limits.Program,
                "thumbnail",
                room.Original,
                $"{room.Thumbnail}[Q=80,strip]",
                limits.Size.ToString(CultureInfo.InvariantCulture),
                "--height",
                limits.Size.ToString(CultureInfo.InvariantCulture),
                "--size",
                "down",
                // A picture that is cut off, or whose checksums are wrong, is no picture. (The program vipsthumbnail does not know this option.)
                "--fail-on",
                "error",
            },
        };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["TMPDIR"] = room.Path;
        start.Environment["VIPS_BLOCK_UNTRUSTED"] = "1";
        start.Environment["VIPS_CONCURRENCY"] = "1";
        return start;
    }

    private ThumbnailOutcome Outcome(int exitCode, string errors, WorkDirectory.Room room)
    {
        if (exitCode == 0 && File.Exists(room.Thumbnail))
        {
            return ThumbnailOutcome.Made;
        }

        LogNotMade(exitCode, errors);
        return exitCode switch
        {
            KilledByCpu or KilledByFileSize => ThumbnailOutcome.TooMuch,
            // The machine's memory is full, or the program or one of its libraries cannot be run: says nothing about the picture.
            Killed or NotRunnable or NotFound => ThumbnailOutcome.NotNow,
            _ when Array.Exists(Machine, word => errors.Contains(word, StringComparison.OrdinalIgnoreCase)) => ThumbnailOutcome.NotNow,
            _ => ThumbnailOutcome.Unreadable,
        };
    }

    private static string Limit(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");

    [LoggerMessage(1, LogLevel.Warning, "No thumbnail, exit code {ExitCode}: {Errors}")]
    private partial void LogNotMade(int exitCode, string errors);

    [LoggerMessage(2, LogLevel.Warning, "No thumbnail within {Limit}; the message comes again")]
    private partial void LogTimedOut(TimeSpan limit);

    [LoggerMessage(3, LogLevel.Error, "The program that makes thumbnails could not be started: {Reason}")]
    private partial void LogNotStarted(string reason);

    /// <summary>One of the places for pictures that are made at once.</summary>
    internal sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
