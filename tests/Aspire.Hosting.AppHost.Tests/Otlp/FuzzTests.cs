using Aspire.Hosting.Dashboard.Otlp;
using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Otlp;

/// <summary>Whatever comes is read or refused as malformed: no other exception, no crash, no endless loop, no bound exceeded.</summary>
public sealed class FuzzTests
{
    private const int Seed = 20260101;

    private readonly Receiving _receiving = new(new TelemetryLimits { MaxTraceCount = 50, MaxLogCount = 50, MaxTraceBytes = 1 << 20, MaxLogBytes = 1 << 20, MaxResourceCount = 20 });

    public static TheoryData<string> Signals => ["traces", "logs"];

    [Theory]
    [MemberData(nameof(Signals))]
    public void A_request_that_ends_at_any_byte_is_read_or_malformed(string signal)
    {
        var request = Request(signal);
        var malformed = 0;
        for (var length = 0; length < request.Length; length++)
        {
            malformed += Takes(signal, request.AsSpan(0, length)) ? 0 : 1;
        }

        malformed.ShouldBe(request.Length - 1, "The outermost message has one field, so that only nothing is a whole request.");
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void Mutations_are_read_or_malformed(string signal)
    {
        var random = new Random(Seed);
        var request = Request(signal);
        var (taken, malformed) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            if (Takes(signal, Mutate(request, random)))
            {
                taken++;
            }
            else
            {
                malformed++;
            }
        }

        taken.ShouldBeGreaterThan(1_000);
        malformed.ShouldBeGreaterThan(1_000);
        _receiving.Traces.EstimatedBytes.ShouldBeLessThanOrEqualTo(1 << 20);
        _receiving.Logs.EstimatedBytes.ShouldBeLessThanOrEqualTo(1 << 20);
        _receiving.Resources.All.Count.ShouldBeLessThanOrEqualTo(20);
        // What was kept can be shown.
        foreach (var span in _receiving.Traces.FindSpans(static _ => true))
        {
            span.Attributes.Select(attribute => attribute.Value.ToString()).ShouldAllBe(text => text != null);
            span.End.ShouldBeGreaterThanOrEqualTo(span.Start);
        }
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void Random_bytes_are_read_or_malformed(string signal)
    {
        var random = new Random(Seed);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Takes(signal, bytes);
        }

        _receiving.Traces.SpanCount.ShouldBeLessThanOrEqualTo(50 * 10_000);
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void Lengths_beyond_the_end_and_numbers_without_one_are_malformed(string signal)
    {
        Takes(signal, [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]).ShouldBeFalse();
        Takes(signal, [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]).ShouldBeFalse();
        Takes(signal, [.. Enumerable.Repeat((byte)0xFF, 20)]).ShouldBeFalse();
        Takes(signal, [0x00]).ShouldBeFalse();
        Takes(signal, [0x0F]).ShouldBeFalse();
        Takes(signal, [0x0C]).ShouldBeFalse();
        Takes(signal, [.. Enumerable.Repeat((byte)0x13, 100_000)]).ShouldBeFalse();
        Takes(signal, []).ShouldBeTrue();
    }

    [Fact]
    public void A_large_request_of_the_smallest_spans_does_not_pile_up_in_memory()
    {
        var limits = new TelemetryLimits { MaxTraceBytes = 1 << 20 };
        var receiving = new Receiving(limits);
        var outcome = receiving.TraceSignal.Receive(Proto.Message(request => request.Batch("shop", "one", spans =>
        {
            for (var i = 1ul; i <= 100_000; i++)
            {
                var number = i;
                spans.Nested(2, span => span.Bytes(1, Requests.TraceId(number)).Bytes(2, Requests.SpanId(1)));
            }
        })));
        outcome.Refused.ShouldBe(0);
        receiving.Traces.SpansReceived.ShouldBe(100_000);
        receiving.Traces.EstimatedBytes.ShouldBeLessThanOrEqualTo(limits.MaxTraceBytes);
    }

    private static byte[] Request(string signal) => signal == "traces" ? Requests.Spans(2) : Requests.Logs(3);

    private bool Takes(string signal, ReadOnlySpan<byte> request)
    {
        try
        {
            if (signal == "traces")
            {
                _receiving.TraceSignal.Receive(request);
            }
            else
            {
                _receiving.LogSignal.Receive(request);
            }

            return true;
        }
        catch (OtlpFormatException)
        {
            return false;
        }
    }

    private static byte[] Mutate(byte[] request, Random random)
    {
        var bytes = request.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var place = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveAt(place);
                    break;
                default:
                    bytes.Insert(place, (byte)random.Next(256));
                    break;
            }
        }

        return [.. bytes];
    }
}
