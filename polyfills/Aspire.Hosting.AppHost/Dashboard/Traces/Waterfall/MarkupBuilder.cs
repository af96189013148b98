using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using Aspire.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Aspire.Hosting.Dashboard.Traces.Waterfall;

/// <summary>
/// Markup for thousands of rows, which as frames of a renderer take several times as long. Of an interpolated string the literal parts are markup, and everything in its holes is encoded text:
/// <c>html.Append($"&lt;b>{name}&lt;/b>")</c>.
/// </summary>
internal sealed class MarkupBuilder
{
    private readonly StringBuilder _text = new(64 * 1024);

    /// <summary>The handler has appended already.</summary>
    public MarkupBuilder Append([InterpolatedStringHandlerArgument("")] ref Handler markup) => this;

    public MarkupString ToMarkup() => new(_text.ToString());

    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly StringBuilder _text;

        public Handler(int literalLength, int formattedCount, MarkupBuilder builder) => _text = builder._text;

        public void AppendLiteral(string markup) => _text.Append(markup);

        /// <summary>Encoded for content as well as for an attribute's value.</summary>
        public void AppendFormatted(string? text) => _text.Append(HtmlEncoder.Default.Encode(text ?? ""));

        public void AppendFormatted(int number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

        public void AppendFormatted(SpanId id) => _text.Append(CultureInfo.InvariantCulture, $"{id.Value:x16}");

        /// <summary>A share of 100, as SVG's lengths are written.</summary>
        public void AppendFormatted(double percent) => _text.Append(CultureInfo.InvariantCulture, $"{percent:0.###}%");
    }
}
