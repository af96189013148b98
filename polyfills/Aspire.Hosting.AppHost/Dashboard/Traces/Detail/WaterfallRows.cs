using Aspire.Hosting.Dashboard.Layout;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Traces.Waterfall;
using Microsoft.AspNetCore.Components;

namespace Aspire.Hosting.Dashboard.Traces.Detail;

/// <summary>The rows of a waterfall: to the left who and what, to the right the bar. Positions are attributes of SVG, as the content security policy allows no style attribute.</summary>
internal static class WaterfallRows
{
    /// <summary>Deeper rows are indented no further; a screen reader is told the level.</summary>
    private const int MostIndents = 24;

    public static MarkupString Of(TraceView view, IEnumerable<WaterfallRow> rows)
    {
        var html = new MarkupBuilder();
        foreach (var row in rows)
        {
            Open(html, view, row);
            Name(html, view, row);
            Bar(html, view, row);
            html.Append($"</div>");
        }

        return html.ToMarkup();
    }

    private static void Open(MarkupBuilder html, TraceView view, WaterfallRow row)
    {
        html.Append($"""<div class="{ClassOf(view, row)}" role="row" id="s-{row.Span.Id}" aria-level="{row.Level}" aria-posinset="{row.Position}" aria-setsize="{row.Siblings}" """);
        html.Append($"""aria-selected="{(row == view.Selected ? "true" : "false")}" """);
        if (row.Descendants > 0)
        {
            html.Append($"""aria-expanded="{(view.Folds.IsFolded(row) ? "false" : "true")}" """);
        }

        if (view.IsHidden(row))
        {
            html.Append($"hidden");
        }

        html.Append($">");
    }

    private static void Name(MarkupBuilder html, TraceView view, WaterfallRow row)
    {
        var span = row.Span;
        html.Append($"""<div role="gridcell" class="wf-name i{Math.Min(row.Level - 1, MostIndents)}">""");
        if (row.Descendants > 0)
        {
            html.Append($"""<a class="wf-fold" href="{view.FoldLink(row)}" aria-label="{(view.Folds.IsFolded(row) ? "Unfold" : "Fold")}"></a>""");
        }

        // A resource is named where a branch enters it; below, its colour says it, which no other of the trace has.
        var isNew = row.Parent?.Span.Resource.Name != span.Resource.Name;
        html.Append($"""<span class="dot {view.Colours.ClassOf(span.Resource.Name)}" title="{span.Resource.Name}" aria-hidden="true"></span><span class="{(isNew ? "wf-of" : "visually-hidden")}">{span.Resource.Name}</span> """);
        html.Append($"""<a class="wf-what" href="{view.SpanLink(row)}">{span.Name}</a>""");
        if (view.PeerOf(row) is { } peer)
        {
            html.Append($""" <span class="{(span.Kind == SpanKind.Consumer ? "wf-peer from" : "wf-peer")}"><span class="dot {view.Colours.ClassOf(peer)}" aria-hidden="true"></span>{peer}</span>""");
        }

        if (span.IsError)
        {
            html.Append($""" <span class="wf-error" title="Error">✕<span class="visually-hidden"> error</span></span>""");
        }
        else if (row.ErrorsBelow > 0)
        {
            html.Append($""" <span class="wf-error below" title="{row.ErrorsBelow} errors below">✕<span class="visually-hidden"> {row.ErrorsBelow} errors below</span></span>""");
        }

        if (MarkOf(row) is { } mark)
        {
            html.Append($""" <span class="wf-mark" title="{mark}">▲<span class="visually-hidden"> {mark}</span></span>""");
        }

        if (span.Links.Count > 0)
        {
            html.Append($""" <span class="wf-linked" title="Links to other spans">⇄{span.Links.Count}</span>""");
        }

        html.Append($"</div>");
    }

    private static void Bar(MarkupBuilder html, TraceView view, WaterfallRow row)
    {
        var span = row.Span;
        html.Append($"""<div role="gridcell" class="wf-time" aria-label="{TimeOf(view, row)}"><svg class="wf-bar {view.Colours.ClassOf(span.Resource.Name)}" aria-hidden="true">""");
        if (row is { Waited: not null, Parent: { } sender })
        {
            html.Append($"""<line class="wf-wait" x1="{sender.Offset + sender.Width}" x2="{row.Offset}" y1="12" y2="12"/>""");
        }

        html.Append($"""<rect x="{row.Offset}" width="{row.Width}" y="5" height="14" rx="2"/>""");
        foreach (var one in span.Events)
        {
            html.Append($"""<circle class="{(one.Name == "exception" ? "bad" : "")}" cx="{view.Layout.Percent(one.Time)}" cy="12" r="3"/>""");
        }

        var duration = Durations.Format(span.Duration);
        _ = BarLabel.PlaceOf(row.Offset, row.Width) switch
        {
            LabelPlace.Inside => html.Append($"""<text class="inside" x="{row.Offset}" dx="6" y="16">{duration}</text>"""),
            LabelPlace.After => html.Append($"""<text x="{row.Offset + row.Width}" dx="6" y="16">{duration}</text>"""),
            _ => html.Append($"""<text x="{row.Offset}" dx="-6" y="16" text-anchor="end">{duration}</text>"""),
        };
        html.Append($"</svg></div>");
    }

    private static string ClassOf(TraceView view, WaterfallRow row)
    {
        var text = row.Span.IsError ? "wf-row error" : "wf-row";
        text = view.IsAside(row) ? $"{text} aside" : text;
        return view.Found.Contains(row.Span.Id) ? $"{text} hit" : text;
    }

    /// <summary>What is odd about a row, in words, or null.</summary>
    public static string? MarkOf(WaterfallRow row) =>
        row.Marks.HasFlag(RowMarks.ParentMissing) ? "The parent of this span has not come in."
            : row.Marks.HasFlag(RowMarks.ParentsInRing) ? "The spans name each other as parents in a ring."
            : row.Marks.HasFlag(RowMarks.StartsBeforeParent) && row.Parent is { } parent ? $"Starts {Durations.Format(parent.Span.Start - row.Span.Start)} before its parent: the clocks differ."
            : null;

    private static string TimeOf(TraceView view, WaterfallRow row)
    {
        var text = $"after {Durations.Format(row.Span.Start - view.Layout.Start)}, takes {Durations.Format(row.Span.Duration)}";
        return row.Waited is { } waited ? $"{text}, waited {Durations.Format(waited)} in the queue" : text;
    }
}
