using System.Globalization;

namespace MyArch.Lab.WorkerThroughput;

/// <summary>Messages per second, round by round. The first round warms up and does not count.</summary>
internal sealed class LabSeries(string name)
{
    private readonly List<double> _rates = [];

    public string Last => Describe(_rates[^1]);

    public string Median => Describe(Middle);

    private double Middle => _rates.Skip(1).Order().ElementAt((_rates.Count - 1) / 2);

    public void Add(double rate) => _rates.Add(rate);

    public string LastAgainst(LabSeries other) => $"{Last} {Ratio(_rates[^1] / other._rates[^1])}";

    public string MedianAgainst(LabSeries other) => $"{Median} {Ratio(Middle / other.Middle)}";

    private string Describe(double rate) => string.Create(CultureInfo.InvariantCulture, $"{name} {rate,6:F0}/s");

    private static string Ratio(double ratio) => string.Create(CultureInfo.InvariantCulture, $"(ratio {ratio:F2})");
}
