using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Aspire.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

/// <summary>What a request asks for. Each route uses the parameters that it has.</summary>
internal sealed record TelemetryQuery
{
    /// <summary>The shortest beginning of a trace's id that stands for it.</summary>
    public const int ShortestId = 7;

    /// <summary>Names, as a resource is called or with its instance (<c>shop-4f6c</c>). Several: any of them. None: all.</summary>
    public IReadOnlyList<string> Resources { get; private init; } = [];

    /// <summary>An id or its beginning; anything else is no trace's, and finds nothing.</summary>
    public string? TraceId { get; private init; }

    public bool? HasError { get; private init; }

    /// <summary>This one or a worse one.</summary>
    public LogSeverity? Severity { get; private init; }

    public int? Limit { get; private init; }

    /// <summary>Stream: what is there, then what comes.</summary>
    public bool Follow { get; private init; }

    public TelemetrySearch Search { get; private init; } = TelemetrySearch.Everything;

    /// <param name="values">The query string.</param>
    /// <param name="query">What it says.</param>
    /// <param name="problem">What is wrong with it, in words.</param>
    public static bool TryRead(IQueryCollection values, [NotNullWhen(true)] out TelemetryQuery? query, [NotNullWhen(false)] out string? problem)
    {
        query = null;
        if (!TryReadBoolean(values, "hasError", out var hasError, out problem) || !TryReadBoolean(values, "follow", out var follow, out problem))
        {
            return false;
        }

        int? limit = null;
        if (One(values, "limit") is { } limitText)
        {
            if (!int.TryParse(limitText, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                problem = $"limit is '{limitText}'. It must be a whole number from 0 on.";
                return false;
            }

            limit = number;
        }

        LogSeverity? severity = null;
        if (One(values, "severity") is { } severityText)
        {
            severity = Enum.GetValues<LogSeverity>().FirstOrDefault(s => s.ToString().Equals(severityText, StringComparison.OrdinalIgnoreCase));
            if (severity == LogSeverity.Unspecified)
            {
                problem = $"severity is '{severityText}'. It must be one of Trace, Debug, Information, Warning, Error, Critical.";
                return false;
            }
        }

        query = new TelemetryQuery
        {
            // "null": what Aspire's own tools send for no name.
            Resources = [.. values["resource"].Where(static name => !string.IsNullOrWhiteSpace(name) && !name.Equals("null", StringComparison.OrdinalIgnoreCase)).Select(static name => name!)],
            TraceId = One(values, "traceId"),
            HasError = hasError,
            Severity = severity == LogSeverity.Trace ? null : severity,
            Limit = limit,
            Follow = follow == true,
            Search = TelemetrySearch.Parse(One(values, "search")),
        };
        return true;
    }

    public bool HasTraceId(TraceId id) => TraceId is null || (TraceId.Length >= ShortestId && Begins(id, TraceId));

    public static bool Begins(TraceId id, string beginning) => id.ToString().StartsWith(beginning, StringComparison.OrdinalIgnoreCase);

    private static string? One(IQueryCollection values, string name) => values[name].ToString() is { Length: > 0 } text ? text : null;

    private static bool TryReadBoolean(IQueryCollection values, string name, out bool? value, [NotNullWhen(false)] out string? problem)
    {
        (value, problem) = (null, null);
        if (One(values, name) is not { } text)
        {
            return true;
        }

        if (bool.TryParse(text, out var parsed))
        {
            value = parsed;
            return true;
        }

        problem = $"{name} is '{text}'. It must be true or false.";
        return false;
    }
}
