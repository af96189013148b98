using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace MyArch.Gateway.Limits;

/// <summary>
/// A token bucket per client address. Addresses are hashed to a fixed number of buckets, so that memory is bounded whatever clients do; two addresses
/// share one only by chance. An IPv6 client is its /64 network, which is what a client gets.
/// </summary>
internal sealed class ClientRateLimiter : IDisposable
{
    private const int Buckets = 65_536;

    private readonly PartitionedRateLimiter<HttpContext>? _limiter;

    public ClientRateLimiter(IOptions<GatewayOptions> options)
    {
        var rate = options.Value.RequestsPerSecond;
        if (rate > 0)
        {
            var bucket = new TokenBucketRateLimiterOptions
            {
                TokenLimit = Math.Max(rate, options.Value.RequestBurst),
                TokensPerPeriod = Math.Max(1, rate / 10),
                ReplenishmentPeriod = rate >= 10 ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(1d / rate),
                QueueLimit = 0,
            };
            _limiter = PartitionedRateLimiter.Create<HttpContext, int>(
                context => RateLimitPartition.GetTokenBucketLimiter(BucketOf(context.Connection.RemoteIpAddress), _ => bucket));
        }
    }

    /// <summary>Takes a token.</summary>
    /// <param name="context">The request.</param>
    /// <param name="retryAfter">Whole seconds after which there is a token again.</param>
    /// <returns>False if there is none.</returns>
    public bool TryAcquire(HttpContext context, out int retryAfter)
    {
        retryAfter = 0;
        if (_limiter is null)
        {
            return true;
        }

        using var lease = _limiter.AttemptAcquire(context);
        if (!lease.IsAcquired)
        {
            retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        }

        return lease.IsAcquired;
    }

    public void Dispose() => _limiter?.Dispose();

    private static int BucketOf(IPAddress? address)
    {
        var hash = default(HashCode);
        Span<byte> bytes = stackalloc byte[16];
        if (address is not null && address.TryWriteBytes(bytes, out var length))
        {
            hash.AddBytes(address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? bytes[..8] : bytes[..length]);
        }

        return (int)((uint)hash.ToHashCode() % Buckets);
    }
}
