using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Storage;
using MyArch.Media.Library;
using MyArch.Media.Renditions;

namespace MyArch.Media.Sweep;

/// <summary>
/// Tidies up after what was broken off: asks again for thumbnails that nobody has made, and deletes files that belong to no picture. Any number of sweeps may run at once, on any instances.
/// </summary>
internal sealed partial class Sweeper(
    IBlobStorage storage, RenditionRegister register, RenditionRequests renditions, Orphans orphans, IOptions<MediaOptions> options, TimeProvider time, ILogger<Sweeper> logger)
{
    private const int MostMessages = 100;

    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    // Every file's key begins with one of these: a sweep of many files that has to stop begins somewhere else the next time. What a directory has besides is what a writer left that was killed.
    private static readonly string[] Prefixes =
    [
        .. from kind in (string[])[MediaId.Originals, MediaId.Thumbnails]
           from digit in "0123456789abcdef"
           select $"{kind}{digit}",
        BlobKey.Incoming,
    ];

    /// <summary>Sweeps, for as long as <see cref="MediaOptions.SweepTimeout"/>.</summary>
    public async Task<SweepReport> SweepAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Value.SweepTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var (resent, deleted) = (0, 0);
        try
        {
            resent = await ResendAsync(either.Token);
            either.Token.ThrowIfCancellationRequested();
            var first = (int)(time.GetUtcNow().Ticks / Turn.Ticks % Prefixes.Length);
            for (var i = 0; i < Prefixes.Length; i++)
            {
                await foreach (var batch in OldAsync(Prefixes[(first + i) % Prefixes.Length], either.Token).Chunk(Orphans.MostAtOnce).WithCancellation(either.Token))
                {
                    deleted += await orphans.DeleteAsync(batch, either.Token);
                }
            }

            return Report(resent, deleted, isComplete: true);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Report(resent, deleted, isComplete: false);
        }
    }

    private async Task<int> ResendAsync(CancellationToken cancellationToken)
    {
        var claimed = await register.ClaimOverdueAsync(options.Value.ResendAfter, MostMessages, cancellationToken);
        // A queue that hangs takes a part of the time only: the files can do without it.
        using var limit = new CancellationTokenSource(options.Value.SweepTimeout / 2, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var sent = 0;
        try
        {
            // Until one fails: the queue is down, and the others would fail too, each after a time-out.
            while (sent < claimed.Count && await renditions.SendAsync(claimed[sent], either.Token))
            {
                sent++;
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Those that were sent count. Whether the whole sweep is to end, it sees itself.
        }
        finally
        {
            if (sent < claimed.Count)
            {
                // That they were not asked for must not make their next wait longer, whatever has ended this.
                await register.ReleaseAsync([.. claimed.Skip(sent).Select(static media => media.Id)], CancellationToken.None);
            }
        }

        return sent;
    }

    private IAsyncEnumerable<string> OldAsync(string prefix, CancellationToken cancellationToken)
    {
        var limit = time.GetUtcNow() - options.Value.OrphanAge;
        return storage.ListAsync(prefix, cancellationToken).Where(file => file.Modified < limit).Select(static file => file.Key);
    }

    private SweepReport Report(int resent, int deleted, bool isComplete)
    {
        if (resent + deleted > 0 || !isComplete)
        {
            LogSwept(resent, deleted, isComplete);
        }

        return new SweepReport(resent, deleted, isComplete);
    }

    [LoggerMessage(1, LogLevel.Information, "Swept: {Resent} message(s) sent again, {Deleted} file(s) deleted; to the end: {IsComplete}")]
    private partial void LogSwept(int resent, int deleted, bool isComplete);
}
