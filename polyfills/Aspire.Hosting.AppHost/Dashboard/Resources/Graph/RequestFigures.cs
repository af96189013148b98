using System.Globalization;
using Aspire.Hosting.Dashboard.Layout;

namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>What a resource does, in three numbers.</summary>
/// <param name="RatePerSecond">Requests or messages per second.</param>
/// <param name="ErrorShare">The share of them that failed, 0 to 1.</param>
/// <param name="P95">So long, or less, took 95 of 100.</param>
public sealed record RequestFigures(double RatePerSecond, double ErrorShare, TimeSpan P95)
{
    public string Rate => $"{RatePerSecond.ToString(RatePerSecond < 9.95 ? "0.#" : "0", CultureInfo.InvariantCulture)}/s";

    /// <summary>Errors that are too few for a tenth of a percent are still some.</summary>
    public string Errors => ErrorShare switch
    {
        _ when IsIdle => "",
        <= 0 => "0%",
        < 0.001 => "<0.1%",
        < 0.0995 => (ErrorShare * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%",
        _ => (ErrorShare * 100).ToString("0", CultureInfo.InvariantCulture) + "%",
    };

    /// <summary>Nothing is as fast as nothing: without requests there is no time.</summary>
    public string P95Text => IsIdle ? "" : Durations.Format(P95).Replace(" ", "", StringComparison.Ordinal);

    public bool IsIdle => RatePerSecond <= 0;

    public bool HasErrors => ErrorShare > 0;

    /// <summary>Of several together: the rates added up, the errors by their weight, and the worst of the times.</summary>
    public static RequestFigures? Together(IReadOnlyCollection<RequestFigures> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        if (figures.Count == 0)
        {
            return null;
        }

        var rate = figures.Sum(static f => f.RatePerSecond);
        return new RequestFigures(rate, rate <= 0 ? 0 : figures.Sum(static f => f.RatePerSecond * f.ErrorShare) / rate, figures.Max(static f => f.P95));
    }
}
