using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Traces.Waterfall;

namespace Aspire.Hosting.Dashboard.Tests.Traces.Waterfall;

public sealed class WaterfallFoldsTests
{
    // 1 ── 2 ── 3 ── 4
    //   └─ 5 ── 6
    private static readonly WaterfallLayout Layout = WaterfallLayout.Of(
        [TestSpans.Of(1, 0, 0, 20), TestSpans.Of(2, 1, 1, 5), TestSpans.Of(3, 2, 2, 1), TestSpans.Of(4, 3, 2, 1), TestSpans.Of(5, 1, 8, 5), TestSpans.Of(6, 5, 9, 1)]);

    [Fact]
    public void Nothing_is_hidden_at_first() => Shown(WaterfallFolds.None).ShouldBe([1, 2, 3, 4, 5, 6]);

    [Fact]
    public void A_folded_row_hides_all_that_is_below_it_and_no_more()
    {
        var folds = WaterfallFolds.None.Toggle(Row(2));

        Shown(folds).ShouldBe([1, 2, 5, 6]);
        Shown(folds.Toggle(Row(2))).ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void What_is_folded_below_a_fold_stays_so()
    {
        var folds = WaterfallFolds.None.Toggle(Row(3)).Toggle(Row(1));

        Shown(folds).ShouldBe([1]);
        Shown(folds.Toggle(Row(1))).ShouldBe([1, 2, 3, 5, 6]);
    }

    [Fact]
    public void From_a_depth_on_all_is_folded_but_what_is_opened()
    {
        var folds = new WaterfallFolds([], [], 2);

        Shown(folds).ShouldBe([1, 2, 5]);
        Shown(folds.Toggle(Row(2))).ShouldBe([1, 2, 3, 5]);
        Shown(folds.Toggle(Row(2)).Toggle(Row(2))).ShouldBe([1, 2, 5]);
    }

    [Fact]
    public void What_is_asked_for_is_revealed() => Shown(new WaterfallFolds([new SpanId(1)], [], 2).Reveal(Row(4))).ShouldBe([1, 2, 3, 4, 5]);

    [Fact]
    public void What_is_revealed_below_more_than_can_be_said_unfolds_everything()
    {
        var deep = WaterfallLayout.Of(SampleTraces.Deep(TestSpans.TraceId, WaterfallFolds.Most + 5));

        new WaterfallFolds([], [], 2).Reveal(deep.Rows[WaterfallFolds.Most]).Opened.Count.ShouldBe(WaterfallFolds.Most - 1);
        new WaterfallFolds([], [], 2).Reveal(deep.Rows[^1]).Depth.ShouldBeNull();
    }

    [Fact]
    public void A_row_without_children_does_not_fold() => new WaterfallFolds([new SpanId(4)], [], 1).IsFolded(Row(4)).ShouldBeFalse();

    private static WaterfallRow Row(ulong id) => Layout.Find(new SpanId(id)).ShouldNotBeNull();

    private static IEnumerable<int> Shown(WaterfallFolds folds)
    {
        var hidden = folds.Hidden(Layout);
        return Layout.Rows.Where(row => !hidden[row.Index]).Select(static row => (int)row.Span.Id.Value);
    }
}
