using System.Threading.RateLimiting;

namespace Aspire.Hosting.Dashboard.Security;

/// <summary>Limits how often a wrong token can be tried. One limit for all: everybody comes from this machine.</summary>
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

    /// <summary>Whether there are attempts left, and takes one.</summary>
    public bool TryTake()
    {
        using var lease = _limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
