using System.Security.Cryptography;

namespace MyArch.Worker.Daemon;

/// <summary>Longer and longer waits for something that is away: from <paramref name="first"/>, doubled up to <paramref name="longest"/>, each give or take a fifth so that instances do not come together.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private int _failures;

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsFailing => _failures > 0;

    /// <summary>An attempt was good.</summary>
    public void Reset() => _failures = 0;

    /// <summary>Waits after an attempt that failed. Returns early, and does not throw, when it is given up.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = first * Math.Pow(2, Math.Min(_failures++, 20));
        wait = (wait < longest ? wait : longest) * (RandomNumberGenerator.GetInt32(800, 1200) / 1000.0);
        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
