namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>How many may follow at the same time. Each holds about two MiB of items and, of what was there, the keys.</summary>
internal sealed class FollowerPlaces
{
    public const int Most = 10;

    private int _taken;

    /// <summary>A place until it is disposed, or null: all are taken.</summary>
    public IDisposable? TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= Most)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _taken);
        return null;
    }

    private sealed class Place(FollowerPlaces places) : IDisposable
    {
        private int _isGone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGone, 1) == 0)
            {
                Interlocked.Decrement(ref places._taken);
            }
        }
    }
}
