using Aspire.Hosting.Dashboard.Otlp;
using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Otlp;

/// <summary>Whatever comes is read or refused as malformed: no other exception, no crash, no endless loop, no bound exceeded.</summary>
public sealed class FuzzTests
{
    private const int Seed = 20260101;

    private readonly Receiving _receiving = new(new TelemetryLimits { MaxTraceCount = 50, MaxLogCount = 50, MaxTraceBytes = 1 << 20, MaxLogBytes = 1 << 20, MaxMetricBytes = 1 << 20, MaxResourceCount = 20 });

    public static TheoryData<string> Signals => ["traces", "logs", "metrics"];

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
        _receiving.Metrics.Bytes.ShouldBeLessThanOrEqualTo(1 << 20);
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
        var malformed = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            malformed += Takes(signal, bytes) ? 0 : 1;
        }

        malformed.ShouldBeGreaterThan(10_000);
        _receiving.ReceivedOf(signal).ShouldBe(0, "Three levels of messages do not come about by chance.");
        _receiving.Resources.All.ShouldBeEmpty();
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

    [Theory]
    [MemberData(nameof(Signals))]
    public void A_large_request_does_not_pile_up_in_memory(string signal)
    {
        const int Count = 100_000;
        byte[] request = [.. Smallest(signal, Count), 0xFF];
        Takes(signal, request).ShouldBeFalse("The last byte is malformed.");
        // What was not stored by then is what was in memory: 8 MiB, at more than 64 bytes an item.
        _receiving.ReceivedOf(signal).ShouldBeInRange(Count - ((8 << 20) / 64), Count);
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void A_malformed_request_of_usual_size_leaves_nothing_behind(string signal)
    {
        byte[] request = [.. Request(signal), 0xFF];
        Takes(signal, request).ShouldBeFalse();
        _receiving.ReceivedOf(signal).ShouldBe(0);
        // The first item cannot be read, and nothing comes before it.
        Takes(signal, Proto.Message(message => message.Batch("nobody", "one", items => items.Bytes(2, [0xFF])))).ShouldBeFalse();
        _receiving.Resources.All.ShouldNotContain(resource => resource.Name == "nobody");
    }

    private static byte[] Smallest(string signal, int count) => Proto.Message(request => request.Batch("shop", "one", items =>
    {
        if (signal == "metrics")
        {
            items.Nested(2, metric => metric.Text(1, "gauge").Bytes(5, [.. Enumerable.Repeat(new byte[] { 0x0A, 0 }, count).SelectMany(static point => point)]));
            return;
        }

        for (var i = 1ul; i <= (ulong)count; i++)
        {
            items.Bytes(2, signal == "logs" ? [] : Proto.Message(span => span.Bytes(1, Requests.TraceId(i)).Bytes(2, Requests.SpanId(1))));
        }
    }));

    private static byte[] Request(string signal) => signal switch { "traces" => Requests.Spans(2), "logs" => Requests.Logs(3), _ => Requests.Metrics(3) };

    private bool Takes(string signal, ReadOnlySpan<byte> request)
    {
        try
        {
            _receiving.SignalOf(signal).Receive(request);
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
