using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Puts what <see cref="NumberTrack"/>s hold into the steps of a chart: increments as rates per second that are summed, levels as the last value of each step.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct NumberSteps(ChartSteps steps, bool isLevel) : INumberReceiver
{
    private readonly double[] _values = new double[steps.Count];
    private readonly bool[] _isKnown = new bool[steps.Count];
    private readonly long _firstSlot = steps.FirstSlot;

    public void Take(long first, long last, double value)
    {
        var (from, to) = steps.StepsOf(first, last);
        for (var step = from; step <= to; step++)
        {
            _isKnown[step] = true;
            if (isLevel)
            {
                _values[step] = value;
            }
        }

        if (!isLevel && to >= from && first >= _firstSlot)
        {
            _values[from] += value / steps.Seconds(from);
        }
    }

    /// <summary>Forgets everything, to be used again.</summary>
    public readonly void Clear()
    {
        Array.Clear(_values);
        Array.Clear(_isKnown);
    }

    /// <summary>The highest value; negative infinity if none is known.</summary>
    public readonly double Highest()
    {
        var highest = double.NegativeInfinity;
        for (var step = 0; step < _values.Length; step++)
        {
            highest = _isKnown[step] ? Math.Max(highest, _values[step]) : highest;
        }

        return highest;
    }

    /// <summary>The values, null where nothing is known.</summary>
    public readonly double?[] ToArray()
    {
        var values = new double?[_values.Length];
        for (var step = 0; step < values.Length; step++)
        {
            values[step] = _isKnown[step] ? _values[step] : null;
        }

        return values;
    }

    /// <summary>Adds another series' steps to these, or takes the higher of the two.</summary>
    public readonly void Add(in NumberSteps other, bool isHighest)
    {
        for (var step = 0; step < _values.Length; step++)
        {
            if (other._isKnown[step])
            {
                var value = other._values[step];
                _values[step] = !_isKnown[step] ? value : isHighest ? Math.Max(_values[step], value) : _values[step] + value;
                _isKnown[step] = true;
            }
        }
    }
}
