using System.Security.Cryptography;

namespace StackExchange.Redis.Connection;

/// <summary>How long to wait between attempts to connect: doubling from 50 ms to 3 s, and at random up to half less, so that many clients do not come at once.</summary>
internal static class ReconnectDelay
{
    private const int First = 50;
    private const int Longest = 3000;

    /// <param name="failures">How many attempts in a row have failed; 0 after the loss of a connection that worked.</param>
    public static TimeSpan After(int failures)
    {
        var longest = (int)Math.Min(Longest, (long)First << Math.Min(failures, 16));
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(longest / 2, longest + 1));
    }
}
