using System.Threading.RateLimiting;

namespace Aspire.Hosting.Dashboard.Security;

/// <summary>
/// Limits how many wrong tokens are answered to; one limit for all, as everybody comes from this machine. The right one is never refused: any page in the browser can send wrong ones
/// (an image at <c>/login?t=x</c> is enough), and would lock the owner out. Nor need it be: a token of 128 random bits is not guessed, however often somebody tries.
/// </summary>
internal sealed class LoginAttempts : IDisposable
{
    private const int Burst = 10;
    private static readonly TimeSpan OneMoreEvery = TimeSpan.FromSeconds(6);

    private readonly TokenBucketRateLimiter _limiter = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = Burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = OneMoreEvery,
        QueueLimit = 0,
        AutoReplenishment = true,
    });

    /// <summary>How long to wait after a refusal.</summary>
    public static TimeSpan RetryAfter => OneMoreEvery;

    /// <summary>Whether a wrong token is told that it is one; each time uses up an attempt.</summary>
    public bool TakeWrongOne()
    {
        using var lease = _limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
