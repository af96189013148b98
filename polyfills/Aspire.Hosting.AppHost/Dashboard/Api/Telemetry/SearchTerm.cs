using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

/// <summary>One term of a search.</summary>
/// <param name="Field">Lower case; null: anywhere.</param>
/// <param name="IsAttribute">Whether <paramref name="Field"/> is an attribute's name.</param>
/// <param name="Comparison">Empty, or one of <c>&gt;</c>, <c>&gt;=</c>, <c>&lt;</c>, <c>&lt;=</c>.</param>
/// <param name="Value">What is looked for; case is ignored.</param>
/// <param name="IsNegated">Whether it must not be there.</param>
internal sealed partial record SearchTerm(string? Field, bool IsAttribute, string Comparison, string Value, bool IsNegated)
{
    private static readonly HashSet<string> Fields =
    [
        "name", "resource", "scope", "source", "category", "status", "kind", "trace-id", "traceid", "span-id", "spanid", "duration", "timestamp", "severity", "level", "message", "msg", "event",
    ];

    public static IEnumerable<SearchTerm> Parse(string text)
    {
        foreach (Match match in Terms().Matches(text))
        {
            var key = match.Groups["key"].Value.ToLowerInvariant();
            var isAttribute = match.Groups["at"].Length > 0;
            var quoted = match.Groups["quoted"];
            var value = quoted.Success ? quoted.Value : match.Groups["value"].Value;
            if (value.Length > 0 && (isAttribute || Fields.Contains(key)))
            {
                yield return new SearchTerm(key, isAttribute, match.Groups["comparison"].Value, value, match.Groups["minus"].Length > 0);
            }
            else if (match.Value.Trim('"') is { Length: > 0 } words)
            {
                // Something like http://example.com is no field.
                yield return new SearchTerm(Field: null, IsAttribute: false, Comparison: "", words, IsNegated: false);
            }
        }
    }

    [GeneratedRegex("""(?<minus>-?)(?<at>@?)(?<key>[^\s":@-][^\s":]*):(?:"(?<quoted>[^"]*)"?|(?<comparison>[<>]=?|)(?<value>\S*))|"[^"]*"?|[^\s"]+""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Terms();

    public bool Matches(Span span)
    {
        if (Field is null)
        {
            return Has(span.Name) || Has(span.Scope.Name) || Has(span.Resource.Name) || Has(span.StatusMessage) || Has(span.Kind.ToString()) || Has(span.Status.ToString())
                || Has(span.TraceId.ToString()) || Has(span.Id.ToString()) || HasAny(span.Attributes) || span.Events.Any(e => Has(e.Name));
        }

        var value = IsAttribute ? Attribute(span.Attributes) : Field switch
        {
            "name" => span.Name,
            "resource" => span.Resource.Name,
            "scope" or "source" => span.Scope.Name,
            "status" => span.Status.ToString(),
            "kind" => span.Kind.ToString(),
            "trace-id" or "traceid" => span.TraceId.ToString(),
            "span-id" or "spanid" => span.Id.ToString(),
            "duration" => span.Duration.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            "timestamp" => Milliseconds(span.Start),
            _ => null,
        };
        return Test(value) != IsNegated;
    }

    public bool Matches(LogRecord record)
    {
        if (Field is null)
        {
            return Has(record.Message) || Has(record.Scope.Name) || Has(record.Resource.Name) || Has(record.Severity.ToString()) || Has(record.EventName)
                || Has(record.TraceId.ToString()) || Has(record.SpanId.ToString()) || HasAny(record.Attributes);
        }

        var value = IsAttribute ? Attribute(record.Attributes) : Field switch
        {
            "severity" or "level" => record.Severity.ToString(),
            "resource" => record.Resource.Name,
            "scope" or "category" => record.Scope.Name,
            "message" or "msg" => record.Message,
            "trace-id" or "traceid" => record.TraceId.ToString(),
            "span-id" or "spanid" => record.SpanId.ToString(),
            "event" => record.EventName,
            "timestamp" => Milliseconds(record.Time),
            _ => null,
        };
        return Test(value) != IsNegated;
    }

    private bool Test(string? value)
    {
        if (Comparison.Length == 0)
        {
            return value is not null && Has(value);
        }

        var wanted = Field == "timestamp" && DateTime.TryParse(Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date) ? Milliseconds(date) : Value;
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit))
        {
            return false;
        }

        return Comparison switch
        {
            ">" => number > limit,
            ">=" => number >= limit,
            "<" => number < limit,
            _ => number <= limit,
        };
    }

    private bool Has(string text) => text.Contains(Value, StringComparison.OrdinalIgnoreCase);

    private bool HasAny(in TelemetryAttributes attributes)
    {
        foreach (var (key, value) in attributes)
        {
            if (Has(key) || Has(value.ToString()))
            {
                return true;
            }
        }

        return false;
    }

    private string? Attribute(in TelemetryAttributes attributes)
    {
        foreach (var (key, value) in attributes)
        {
            if (key.Equals(Field, StringComparison.OrdinalIgnoreCase))
            {
                return value.ToString();
            }
        }

        return null;
    }

    private static string Milliseconds(DateTime time) => (time.Ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture);
}
