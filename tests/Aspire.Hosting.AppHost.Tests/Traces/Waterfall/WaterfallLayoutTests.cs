using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Traces.Waterfall;

namespace Aspire.Hosting.Dashboard.Tests.Traces.Waterfall;

public sealed class WaterfallLayoutTests
{
    [Fact]
    public void A_trace_without_spans_is_empty()
    {
        var layout = WaterfallLayout.Of([]);

        (layout.Rows.Count, layout.Depth, layout.Duration).ShouldBe((0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Children_follow_their_parent_in_the_order_of_their_starts_whatever_order_they_came_in()
    {
        var layout = Layout(TestSpans.Of(4, 2, 30, 5), TestSpans.Of(3, 1, 50, 20), TestSpans.Of(2, 1, 10, 30), TestSpans.Of(1, 0, 0, 100), TestSpans.Of(5, 2, 12, 3));

        Tree(layout).ShouldBe(["1", ".2", "..5", "..4", ".3"]);
        layout.Depth.ShouldBe(3);
        layout.Rows.Select(static row => row.Descendants).ShouldBe([4, 2, 0, 0, 0]);
        layout.Rows.Select(static row => (row.Position, row.Siblings)).ShouldBe([(1, 1), (1, 2), (1, 2), (2, 2), (2, 2)]);
    }

    [Fact]
    public void Gaps_and_parallel_work_are_to_scale()
    {
        var layout = Layout(TestSpans.Of(1, 0, 0, 200), TestSpans.Of(2, 1, 20, 60), TestSpans.Of(3, 1, 50, 100), TestSpans.Of(4, 1, 180, 20));

        layout.Duration.ShouldBe(TimeSpan.FromMilliseconds(200));
        layout.Rows.Select(static row => (row.Offset, row.Width)).ShouldBe([(0, 100), (10, 30), (25, 50), (90, 10)]);
    }

    [Fact]
    public void Of_two_siblings_that_start_at_once_the_longer_one_is_first() =>
        Tree(Layout(TestSpans.Of(1, 0, 0, 10), TestSpans.Of(2, 1, 1, 1), TestSpans.Of(3, 1, 1, 5))).ShouldBe(["1", ".3", ".2"]);

    [Fact]
    public void A_span_whose_parent_is_missing_is_a_root_and_marked()
    {
        var layout = Layout(TestSpans.Of(1, 0, 0, 10), TestSpans.Of(3, 77, 5, 3), TestSpans.Of(4, 3, 6, 1));

        Tree(layout).ShouldBe(["1", "3", ".4"]);
        layout.Rows.Select(static row => row.Marks).ShouldBe([RowMarks.None, RowMarks.ParentMissing, RowMarks.None]);
    }

    [Fact]
    public void A_child_that_starts_before_its_parent_is_drawn_where_its_clock_says_and_marked()
    {
        var layout = Layout(TestSpans.Of(1, 0, 0, 100, "web"), TestSpans.Of(2, 1, -25, 50, "store"));

        layout.Start.ShouldBe(TestSpans.At(-25));
        layout.Rows.Select(static row => (row.Offset, row.Width)).ShouldBe([(20, 80), (0, 40)]);
        layout.Rows.Select(static row => row.Marks).ShouldBe([RowMarks.None, RowMarks.StartsBeforeParent]);
    }

    [Fact]
    public void A_child_that_ends_after_its_parent_makes_the_trace_longer()
    {
        var layout = Layout(TestSpans.Of(1, 0, 0, 50), TestSpans.Of(2, 1, 40, 60));

        layout.Rows.Select(static row => (row.Offset, row.Width)).ShouldBe([(0, 50), (40, 60)]);
        layout.Rows.ShouldAllBe(static row => row.Marks == RowMarks.None);
    }

    [Fact]
    public void A_message_is_a_child_of_its_sending_and_tells_how_long_it_lay_in_the_queue()
    {
        var layout = Layout(
            TestSpans.Of(1, 0, 0, 20, "cart"),
            TestSpans.Of(2, 1, 5, 10, "cart", kind: SpanKind.Producer),
            TestSpans.Of(3, 2, 515, 85, "worker", kind: SpanKind.Consumer),
            TestSpans.Of(4, 2, 6, 1, "cart", kind: SpanKind.Client));

        Tree(layout).ShouldBe(["1", ".2", "..4", "..3"]);
        layout.Rows.Select(static row => row.Waited).ShouldBe([null, null, null, TimeSpan.FromMilliseconds(500)]);
    }

    [Fact]
    public void A_message_that_is_worked_on_while_it_is_still_being_sent_has_not_waited() =>
        Layout(TestSpans.Of(1, 0, 0, 20, kind: SpanKind.Producer), TestSpans.Of(2, 1, 10, 50, kind: SpanKind.Consumer)).Rows[1].Waited.ShouldBeNull();

    [Fact]
    public void Parents_in_a_ring_are_cut_before_the_earliest()
    {
        var layout = Layout(TestSpans.Of(1, 3, 5, 1), TestSpans.Of(2, 1, 2, 1), TestSpans.Of(3, 2, 9, 1), TestSpans.Of(4, 3, 10, 1), TestSpans.Of(5, 5, 3, 1), TestSpans.Of(6, 0, 0, 20));

        Tree(layout).ShouldBe(["6", "2", ".3", "..1", "..4", "5"]);
        layout.Rows.Where(static row => row.Marks.HasFlag(RowMarks.ParentsInRing)).Select(static row => row.Span.Id.Value).ShouldBe([2ul, 5ul]);
    }

    [Fact]
    public void An_id_that_comes_twice_is_shown_twice_and_the_children_are_with_the_first()
    {
        var layout = Layout(TestSpans.Of(1, 0, 0, 20), TestSpans.Of(2, 1, 1, 5), TestSpans.Of(2, 1, 8, 5), TestSpans.Of(3, 2, 9, 1));

        Tree(layout).ShouldBe(["1", ".2", "..3", ".2"]);
    }

    [Fact]
    public void A_trace_that_takes_no_time_is_drawn_all_the_same()
    {
        var layout = Layout(TestSpans.Of(1, 0, 0, 0), TestSpans.Of(2, 1, 0, 0));

        layout.Rows.Select(static row => (row.Offset, row.Width)).ShouldBe([(0, 100), (0, 100)]);
        layout.Percent(TestSpans.At(0)).ShouldBe(0);
    }

    [Fact]
    public void Errors_are_counted_in_all_rows_above_them()
    {
        var layout = Layout(
            TestSpans.Of(1, 0, 0, 20), TestSpans.Of(2, 1, 1, 5), TestSpans.Of(3, 2, 2, 1, status: SpanStatus.Error), TestSpans.Of(4, 1, 8, 1, status: SpanStatus.Error));

        layout.Rows.Select(static row => row.ErrorsBelow).ShouldBe([2, 1, 0, 0]);
    }

    [Fact]
    public void A_chain_as_deep_as_a_trace_may_be_needs_no_deep_stack()
    {
        const int Deep = 10_000;
        var layout = WaterfallLayout.Of([.. Enumerable.Range(1, Deep).Select(static id => TestSpans.Of((ulong)id, (ulong)id - 1, id, Deep - id))]);

        layout.Depth.ShouldBe(Deep);
        layout.Rows[0].Descendants.ShouldBe(Deep - 1);
        layout.Rows[^1].Level.ShouldBe(Deep);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_spans_there_are_every_one_is_a_row_once_and_its_bar_lies_where_its_times_say(int seed)
    {
        var spans = RandomSpans(new Random(seed));
        var layout = WaterfallLayout.Of(spans);

        layout.Rows.Select(static row => row.Span).ToHashSet().SetEquals(spans).ShouldBeTrue();
        layout.Rows.Count.ShouldBe(spans.Count);
        var scale = 100d / layout.Duration.Ticks;
        for (var at = 0; at < layout.Rows.Count; at++)
        {
            var row = layout.Rows[at];
            row.Index.ShouldBe(at);
            row.Offset.ShouldBeInRange(0, 100);
            (row.Offset + row.Width).ShouldBeInRange(0, 100 + 1e-9);
            row.Offset.ShouldBe((row.Span.Start - layout.Start).Ticks * scale, 1e-9);
            row.Width.ShouldBe(row.Span.Duration.Ticks * scale, 1e-9);
            row.Level.ShouldBe((row.Parent?.Level ?? 0) + 1);
            row.Position.ShouldBeInRange(1, row.Siblings);
            if (row.Parent is { } parent)
            {
                row.Span.ParentId.ShouldBe(parent.Span.Id);
                at.ShouldBeInRange(parent.Index + 1, parent.Index + parent.Descendants);
                // A bar is outside its parent's only where the times are.
                (row.Offset >= parent.Offset).ShouldBe(row.Span.Start >= parent.Span.Start);
                row.Marks.HasFlag(RowMarks.StartsBeforeParent).ShouldBe(row.Span.Start < parent.Span.Start);
            }
            else
            {
                (row.Span.ParentId.IsEmpty || row.Marks != RowMarks.None).ShouldBeTrue();
            }
        }

        foreach (var siblings in layout.Rows.GroupBy(static row => row.Parent))
        {
            siblings.Select(static row => row.Span.Start).ShouldBeInOrder();
            siblings.Select(static row => row.Position).ShouldBe(Enumerable.Range(1, siblings.Count()));
            siblings.ShouldAllBe(row => row.Siblings == siblings.Count());
        }
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    private static WaterfallLayout Layout(params Span[] spans) => WaterfallLayout.Of(spans);

    private static IEnumerable<string> Tree(WaterfallLayout layout) => layout.Rows.Select(static row => new string('.', row.Level - 1) + row.Span.Id.Value);

    /// <summary>Mostly trees, with parents that are missing, later, in a ring or the span itself.</summary>
    private static List<Span> RandomSpans(Random random)
    {
        var count = random.Next(1, 300);
        return [.. Enumerable.Range(1, count).Select(id => TestSpans.Of(
            (ulong)id,
            random.Next(10) switch { 0 => 0ul, 1 => (ulong)random.Next(1, count + 20), _ => (ulong)random.Next(0, id) },
            random.Next(0, 5_000) / 7d,
            random.Next(1, 2_000) / 7d,
            $"service-{random.Next(5)}",
            kind: (SpanKind)random.Next(6)))];
    }
}
