using System.Globalization;
using Aspire.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Filters;

/// <summary>
/// Reads filters from a query string. What a person or an old bookmark has wrong there is left out and noted, never refused: the page then says which filter it did not understand.
/// </summary>
internal sealed class FilterReader(IQueryCollection query)
{
    private const int LongestText = 1_000;

    private readonly List<string> _notes = [];

    /// <summary>What was left out, in words.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public string? Text(string name)
    {
        var text = query[name].ToString().Trim();
        if (text.Length > LongestText)
        {
            _notes.Add($"The filter “{name}” is longer than {LongestText} characters and was ignored.");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> choices)
        where T : struct =>
        Read<T>(name, choices.TryGetValue, $"is none of {string.Join(", ", choices.Keys)}");

    /// <summary>A duration: a number with its unit (<c>ns</c>, <c>us</c>, <c>ms</c>, <c>s</c>, <c>min</c>), or milliseconds without one.</summary>
    public TimeSpan? Duration(string name) => Read<TimeSpan>(name, TypedDuration.TryParse, "is no duration such as “250 ms” or “1.5 s”");

    public int Number(string name, int least, int most, int otherwise) =>
        Read(name, (string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
            $"is no number from {least} to {most}") ?? otherwise;

    public long? Number(string name) =>
        Read(name, static (string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value), "is no number");

    public TraceId? TraceId(string name) =>
        Read(name, static (string text, out TraceId value) => Telemetry.TraceId.TryParse(text, out value) && !value.IsEmpty, "is no trace id (32 hexadecimal digits)");

    public SpanId? SpanId(string name) =>
        Read(name, static (string text, out SpanId value) => Telemetry.SpanId.TryParse(text, out value) && !value.IsEmpty, "is no span id (16 hexadecimal digits)");

    /// <summary>A moment, as the pages' own links write it.</summary>
    public DateTime? Time(string name) =>
        Read(name, static (string text, out DateTime value) => DateTime.TryParseExact(
            text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out value), "is no time");

    /// <summary>Any number of <c>key=value</c>, or <c>key</c> alone for "has this attribute".</summary>
    public IReadOnlyList<AttributeFilter> Attributes(string name)
    {
        var filters = new List<AttributeFilter>();
        foreach (var text in query[name])
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            if (AttributeText.TryParse(text) is { } filter && text.Length <= LongestText)
            {
                filters.Add(filter);
            }
            else
            {
                _notes.Add($"The filter “{name}” {Quote(text)} is no key=value and was ignored.");
            }
        }

        return filters;
    }

    private delegate bool TryRead<T>(string text, out T value);

    private T? Read<T>(string name, TryRead<T> read, string otherwise)
        where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (read(text, out var value))
        {
            return value;
        }

        _notes.Add($"The filter “{name}” {Quote(text)} {otherwise} and was ignored.");
        return null;
    }

    private static string Quote(string text) => $"“{(text.Length > 60 ? text[..60] + "…" : text)}”";
}
