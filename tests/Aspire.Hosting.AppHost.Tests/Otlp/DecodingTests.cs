using Aspire.Hosting.Dashboard.Otlp;
using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Otlp;

public sealed class DecodingTests
{
    private static readonly DateTime NewYear = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Receiving _receiving = new();

    [Fact]
    public void Every_field_of_a_span_is_read()
    {
        var span = _receiving.Span(Requests.OneSpan(message => message
            .Bytes(1, Requests.TraceId(7)).Bytes(2, Requests.SpanId(8)).Text(3, "vendor=1").Bytes(4, Requests.SpanId(9)).Text(5, "GET /")
            .Number(6, 3).Fixed64(7, Requests.NewYear + 100).Fixed64(8, Requests.NewYear + 2_000_100)
            .Attribute(9, "text", "grün").Attribute(9, "yes", any => any.Number(2, 1)).Attribute(9, "whole", any => any.Number(3, -5)).Attribute(9, "real", any => any.Real(4, 2.5))
            .Attribute(9, "list", any => any.Nested(5, list => list.Nested(1, item => item.Text(1, "a")).Nested(1, item => item.Number(3, 2))))
            .Attribute(9, "pairs", any => any.Nested(6, list => list.Attribute(1, "k", "v")))
            .Attribute(9, "bytes", any => any.Bytes(7, [1, 255])).Attribute(9, "empty", static _ => { })
            .Number(10, 2)
            .Nested(11, e => e.Fixed64(1, Requests.NewYear + 1_000).Text(2, "exception").Attribute(3, "exception.type", "IOException").Number(4, 1))
            .Number(12, 3)
            .Nested(13, link => link.Bytes(1, Requests.TraceId(1)).Bytes(2, Requests.SpanId(2)).Text(3, "s").Attribute(4, "why", "batch").Fixed32(6, 1))
            .Number(14, 4).Nested(15, status => status.Text(2, "broken").Number(3, 2)).Fixed32(16, 0x301)));
        span.TraceId.ToString().ShouldBe("ab000000000000000000000000000007");
        span.Id.ToString().ShouldBe("0000000000000008");
        span.ParentId.Value.ShouldBe(9ul);
        (span.Name, span.Kind, span.Status, span.StatusMessage, span.TraceState, span.Flags).ShouldBe(("GET /", SpanKind.Client, SpanStatus.Error, "broken", "vendor=1", 0x301u));
        span.Start.ShouldBe(NewYear.AddTicks(1));
        span.Duration.ShouldBe(TimeSpan.FromMilliseconds(2));
        (span.Resource.Name, span.Resource.InstanceId, span.Scope.Name, span.Scope.Version).ShouldBe(("shop", "one", "Tests", "1.0"));
        (span.DroppedAttributes, span.DroppedEvents, span.DroppedLinks).ShouldBe((2, 3, 4));
        span.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}").ShouldBe(
            ["text=grün", "yes=true", "whole=-5", "real=2.5", """list=["a",2]""", """pairs={"k":"v"}""", "bytes=01ff", "empty="]);
        span.Attributes.Select(attribute => attribute.Value.Kind).ShouldBe(
        [
            TelemetryValueKind.String, TelemetryValueKind.Boolean, TelemetryValueKind.Long, TelemetryValueKind.Double, TelemetryValueKind.Array, TelemetryValueKind.Attributes, TelemetryValueKind.Bytes,
            TelemetryValueKind.Empty,
        ]);
        var happened = span.Events.ShouldHaveSingleItem();
        (happened.Time, happened.Name, happened.Attributes.Text("exception.type")).ShouldBe((NewYear.AddTicks(10), "exception", "IOException"));
        var link = span.Links.ShouldHaveSingleItem();
        (link.TraceId.Low, link.SpanId.Value, link.Attributes.Text("why")).ShouldBe((1ul, 2ul, "batch"));
    }

    [Fact]
    public void Every_field_of_a_log_record_is_read()
    {
        var record = _receiving.Log(Requests.OneLog(message => message
            .Fixed64(1, Requests.NewYear).Fixed64(11, 1).Number(2, 14).Text(3, "WARN").Nested(5, any => any.Text(1, "Careful")).Attribute(6, "n", any => any.Number(3, 1)).Number(7, 2)
            .Fixed32(8, 1).Bytes(9, Requests.TraceId(1)).Bytes(10, Requests.SpanId(2)).Text(12, "Cared")));
        (record.Id, record.Time, record.Severity, record.SeverityNumber, record.SeverityText, record.Message).ShouldBe((1L, NewYear, LogSeverity.Warning, 14, "WARN", "Careful"));
        (record.TraceId.Low, record.SpanId.Value, record.Flags, record.EventName, record.DroppedAttributes).ShouldBe((1ul, 2ul, 1u, "Cared", 2));
        record.Attributes.Text("n").ShouldBe("1");
        (record.Resource.Name, record.Scope.Name).ShouldBe(("shop", "Tests"));
    }

    [Theory]
    [InlineData(0, LogSeverity.Unspecified)]
    [InlineData(1, LogSeverity.Trace)]
    [InlineData(4, LogSeverity.Trace)]
    [InlineData(5, LogSeverity.Debug)]
    [InlineData(9, LogSeverity.Information)]
    [InlineData(13, LogSeverity.Warning)]
    [InlineData(17, LogSeverity.Error)]
    [InlineData(21, LogSeverity.Critical)]
    [InlineData(24, LogSeverity.Critical)]
    [InlineData(25, LogSeverity.Unspecified)]
    [InlineData(-1, LogSeverity.Unspecified)]
    public void Severities_are_Aspires(int number, LogSeverity severity) => _receiving.Log(Requests.OneLog(log => log.Number(2, number))).Severity.ShouldBe(severity);

    [Fact]
    public void A_body_that_is_no_text_becomes_one()
    {
        _receiving.Log(Requests.OneLog(log => log.Nested(5, any => any.Nested(6, list => list.Attribute(1, "a", pair => pair.Number(3, 1)))))).Message.ShouldBe("""{"a":1}""");
    }

    [Fact]
    public void A_record_without_a_time_has_that_at_which_it_was_observed_or_came()
    {
        _receiving.Log(Requests.OneLog(log => log.Fixed64(11, Requests.NewYear))).Time.ShouldBe(NewYear);
        new Receiving().Log(Requests.OneLog(static _ => { })).Time.ShouldBe(TimeProvider.System.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, Requests.NewYear, 0)]
    [InlineData(Requests.NewYear, 0, 0)]
    [InlineData(Requests.NewYear, Requests.NewYear - 5, 0)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, 0)]
    [InlineData(1, ulong.MaxValue, 184467440737095516)]
    public void Times_that_make_no_sense_are_taken_as_well_as_can_be(ulong start, ulong end, long ticks)
    {
        var span = _receiving.Span(Requests.OneSpan(message => message.Bytes(1, Requests.TraceId(1)).Bytes(2, Requests.SpanId(1)).Fixed64(7, start).Fixed64(8, end)));
        span.Duration.Ticks.ShouldBe(ticks);
        span.End.ShouldBeGreaterThanOrEqualTo(span.Start);
        span.Start.Kind.ShouldBe(DateTimeKind.Utc);
        if (start == 0)
        {
            span.Start.ShouldBe(end == 0 ? TimeProvider.System.GetUtcNow().UtcDateTime : NewYear, TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public void Spans_that_cannot_be_used_are_refused_and_counted_and_the_others_taken()
    {
        var outcome = _receiving.TraceSignal.Receive(Proto.Message(request => request.Batch("shop", "one", spans => spans
            .Nested(2, span => span.Bytes(2, Requests.SpanId(1)))
            .Nested(2, span => span.Bytes(1, new byte[16]).Bytes(2, Requests.SpanId(1)))
            .Nested(2, span => span.Bytes(1, Requests.TraceId(1)).Bytes(2, new byte[8]))
            .Nested(2, span => span.Bytes(1, Requests.TraceId(1)).Bytes(2, Requests.SpanId(1)).Bytes(4, [1, 2, 3]))
            .Nested(2, span => span.Bytes(1, Requests.TraceId(1)).Bytes(2, Requests.SpanId(1)).Bytes(4, new byte[8])))));
        outcome.Refused.ShouldBe(4);
        outcome.Reason.ShouldNotBeNull().ShouldContain("trace_id");
        _receiving.Traces.Find(new(0xAB00000000000000, 1)).ShouldNotBeNull().Spans.ShouldHaveSingleItem().ParentId.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_resource_may_be_written_after_its_spans()
    {
        var span = _receiving.Span(Proto.Message(request => request.Nested(1, batch => batch
            .Nested(2, scoped => scoped
                .Nested(2, message => message.Bytes(1, Requests.TraceId(1)).Bytes(2, Requests.SpanId(1)))
                .Nested(1, scope => scope.Text(1, "Late")))
            .Nested(1, resource => resource.Attribute(1, "service.name", "late")))));
        (span.Resource.Name, span.Scope.Name).ShouldBe(("late", "Late"));
    }

    [Fact]
    public void Unknown_fields_and_fields_of_another_wire_type_are_skipped()
    {
        var span = _receiving.Span(Requests.ValidSpan(message => message
            .Number(5, 3).Text(7, "no time").Fixed64(9, 1).Number(100, 1).Text(101, "x").Fixed32(102, 1).Fixed64(103, 1)
            .Group(104, group => group.Number(1, 1).Group(2, inner => inner.Text(1, "deep")))));
        (span.Name, span.Start).ShouldBe(("work", NewYear));
    }

    [Fact]
    public void Values_nested_deeper_than_a_hundred_are_malformed()
    {
        Receive(50);
        Should.Throw<OtlpFormatException>(() => Receive(101)).Message.ShouldContain("nested deeper");

        void Receive(int depth) => _receiving.TraceSignal.Receive(Requests.ValidSpan(span => span.Attribute(9, "deep", any => Nest(any, depth))));

        static void Nest(Proto any, int depth)
        {
            if (depth > 0)
            {
                any.Nested(5, list => list.Nested(1, inner => Nest(inner, depth - 1)));
            }
        }
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_shown_as_such()
    {
        _receiving.Span(Requests.ValidSpan(span => span.Bytes(5, [(byte)'a', 0xFF, (byte)'b']))).Name.ShouldBe("a\uFFFDb");
    }

    [Fact]
    public void Long_values_are_cut_between_characters_and_too_many_attributes_dropped()
    {
        var span = _receiving.Span(Requests.ValidSpan(message =>
        {
            message.Attribute(9, "long", new string('x', 4_095) + "ü" + new string('y', 5_000));
            for (var i = 0; i < 200; i++)
            {
                message.Attribute(9, $"key-{i}", "value");
            }

            for (var i = 0; i < 150; i++)
            {
                message.Nested(11, e => e.Text(2, "event")).Nested(13, link => link.Bytes(1, Requests.TraceId(1)).Bytes(2, Requests.SpanId(1)));
            }
        }));
        span.Attributes.Text("long").ShouldBe(new string('x', 4_095));
        (span.Attributes.Count, span.DroppedAttributes).ShouldBe((128, 73));
        (span.Events.Count, span.DroppedEvents, span.Links.Count, span.DroppedLinks).ShouldBe((128, 22, 128, 22));
    }

    [Fact]
    public void An_attribute_that_comes_twice_has_its_later_value()
    {
        _receiving.Span(Requests.ValidSpan(span => span.Attribute(9, "a", "1").Attribute(9, "b", "2").Attribute(9, "a", "3"))).Attributes
            .Select(attribute => $"{attribute.Key}={attribute.Value}").ShouldBe(["a=3", "b=2"]);
    }

    [Fact]
    public void Texts_that_repeat_are_one_string()
    {
        _receiving.TraceSignal.Receive(Requests.Spans(2));
        var spans = _receiving.Traces.FindSpans(static _ => true);
        var (first, second) = (spans[0], spans[1]);
        first.Name.ShouldBeSameAs(second.Name);
        first.Attributes[0].Key.ShouldBeSameAs(second.Attributes[0].Key);
        first.Attributes[0].Value.AsString.ShouldBeSameAs(second.Attributes[0].Value.AsString);
        first.Scope.ShouldBeSameAs(second.Scope);
        second.EstimatedBytes.ShouldBeLessThan(first.EstimatedBytes, "The first one pays for the texts of both.");
    }

    [Fact]
    public void One_item_takes_no_more_than_its_share()
    {
        var span = _receiving.Span(Requests.ValidSpan(message =>
        {
            for (var i = 0; i < 120; i++)
            {
                var number = i;
                message.Nested(11, e =>
                {
                    for (var k = 0; k < 100; k++)
                    {
                        e.Attribute(3, $"key-{k}", $"{number}-{k}-{new string('x', 1_000)}");
                    }
                });
            }
        }));
        span.EstimatedBytes.ShouldBeInRange(900_000, (int)OtlpReader.MaxItemBytes + 10_000);
        span.DroppedEvents.ShouldBeGreaterThan(50);
    }
}
