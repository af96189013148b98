using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Traces.Waterfall;

namespace Aspire.Hosting.Dashboard.Tests.Traces.Waterfall;

public sealed class MarkupBuilderTests
{
    [Fact]
    public void What_is_in_a_hole_is_text_whatever_it_is()
    {
        var text = "<script>\"'&";
        var html = new MarkupBuilder();

        html.Append($"<b title=\"{text}\">{text}</b>").Append($"{(string?)null}{12}|{new SpanId(255)}|{12.34567}|{1e-9}");

        html.ToMarkup().Value.ShouldBe("<b title=\"&lt;script&gt;&quot;&#x27;&amp;\">&lt;script&gt;&quot;&#x27;&amp;</b>12|00000000000000ff|12.346%|0%");
    }
}
