using Microsoft.Extensions.Options;

namespace MyArch.DataDefaults;

/// <summary>Keeps requests away from a Redis that has just failed. When the time is up one of them tries, and the others stay away until it has an answer.</summary>
internal sealed class CacheBreaker(IOptions<CacheOptions> options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long? _failed;
    private bool _isTrying;

    /// <summary>Whether to ask Redis. Whoever does says how it went.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_failed is not { } failed)
            {
                return true;
            }

            if (_isTrying || time.GetElapsedTime(failed) < options.Value.BypassTime)
            {
                return false;
            }

            _isTrying = true;
            return true;
        }
    }

    /// <summary>Redis answered.</summary>
    /// <returns>Whether it had failed before.</returns>
    public bool Succeeded()
    {
        lock (_gate)
        {
            var isNews = _failed is not null;
            (_failed, _isTrying) = (null, false);
            return isNews;
        }
    }

    /// <summary>Redis did not answer.</summary>
    /// <returns>Whether it had answered before.</returns>
    public bool Failed()
    {
        lock (_gate)
        {
            var isNews = _failed is null;
            (_failed, _isTrying) = (time.GetTimestamp(), false);
            return isNews;
        }
    }
}
