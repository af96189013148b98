using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>
/// Where the primary was when. A replica's lag is the age of the oldest moment whose position it has not reached, so that it is nothing on an idle system, where the time of the last replayed
/// transaction only says how long nobody has written.
/// </summary>
internal sealed class ReplicaLag
{
    // More than an hour of answers, one a second; what is older counts as that old.
    private const int Longest = 4096;

    private readonly Lock _gate = new();
    private readonly List<(long Time, NpgsqlLogSequenceNumber Position)> _primary = [];

    /// <summary>Notes the primary's position. One that goes back is of another primary.</summary>
    public void PrimaryIsAt(NpgsqlLogSequenceNumber position, long time)
    {
        lock (_gate)
        {
            if (_primary.Count > 0 && position < _primary[^1].Position)
            {
                _primary.Clear();
            }

            if (_primary.Count == 0 || position > _primary[^1].Position)
            {
                if (_primary.Count == Longest)
                {
                    _primary.RemoveAt(0);
                }

                _primary.Add((time, position));
            }
        }
    }

    /// <summary>Since when a replica at this position lacks something; <see langword="null"/> when it has all that the primary was seen to have.</summary>
    public long? BehindSince(NpgsqlLogSequenceNumber replica)
    {
        lock (_gate)
        {
            // The positions ascend.
            var (low, high) = (0, _primary.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = _primary[middle].Position > replica ? (low, middle) : (middle + 1, high);
            }

            return low < _primary.Count ? _primary[low].Time : null;
        }
    }
}
