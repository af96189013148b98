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

    /// <summary>Compares, while there are attempts left; only what is wrong uses one up. One after the other, so that nobody tries more by trying at once.</summary>
    /// <returns>Whether it was right; null when there was no attempt left.</returns>
    public bool? Try(Func<bool> isRight)
    {
        lock (_limiter)
        {
            if (_limiter.GetStatistics()!.CurrentAvailablePermits < 1)
            {
                return null;
            }

            if (isRight())
            {
                return true;
            }

            using var used = _limiter.AttemptAcquire();
            return false;
        }
    }

    public void Dispose() => _limiter.Dispose();
}
