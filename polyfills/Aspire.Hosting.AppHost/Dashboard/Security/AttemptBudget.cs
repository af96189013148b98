namespace Aspire.Hosting.Dashboard.Security;

/// <summary>So many attempts at once, and then one more every so often. Unlike the framework's limiters it takes an attempt back.</summary>
internal sealed class AttemptBudget(int burst, TimeSpan oneMoreEvery, TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _left = burst;
    private long _counted = time.GetTimestamp();

    public bool TryTake()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(burst, _left + (time.GetElapsedTime(_counted, now) / oneMoreEvery));
            _counted = now;
            if (_left < 1)
            {
                return false;
            }

            _left--;
            return true;
        }
    }

    public void GiveBack()
    {
        lock (_lock)
        {
            _left = Math.Min(burst, _left + 1);
        }
    }
}
