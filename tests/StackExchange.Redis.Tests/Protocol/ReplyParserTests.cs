using System.Globalization;
using System.Text;
using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Tests.Protocol;

public sealed class ReplyParserTests
{
    private const int Limit = 1024 * 1024;

    /// <summary>Frames and what they are, in a notation of the tests.</summary>
    public static TheoryData<string, string> Frames => new()
    {
        { "+OK\r\n", "+OK" },
        { "+\r\n", "+" },
        { "-ERR no\r\n", "-ERR no" },
        { ":0\r\n", ":0" },
        { ":-9223372036854775808\r\n", ":-9223372036854775808" },
        { ":9223372036854775807\r\n", ":9223372036854775807" },
        { "$-1\r\n", "nil" },
        { "$0\r\n\r\n", "\"\"" },
        { "$5\r\nhello\r\n", "\"hello\"" },
        { "$4\r\n\r\n\r\n\r\n", "\"\r\n\r\n\"" },
        { "$10\r\n+OK\r\n$3\r\n:\r\n", "\"+OK\r\n$3\r\n:\"" },
        { "*-1\r\n", "[nil]" },
        { "*0\r\n", "[]" },
        { "*2\r\n$1\r\na\r\n:7\r\n", "[\"a\" :7]" },
        { "*3\r\n*0\r\n*1\r\n*1\r\n$-1\r\n-ERR in\r\n", "[[] [[nil]] -ERR in]" },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_frame_is_read_whole(string frame, string expected) => Read([Encoding.ASCII.GetBytes(frame)]).ShouldBe([expected]);

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_frame_split_at_any_two_bytes_is_the_same(string frame, string expected)
    {
        var bytes = Encoding.ASCII.GetBytes(frame);
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                Read([bytes[..first], bytes[first..second], bytes[second..]]).ShouldBe([expected], $"split at {first} and {second}");
            }
        }
    }

    [Fact]
    public void Any_sequence_in_any_pieces_is_read_in_order()
    {
        var random = new Random(20261123);
        var frames = Frames.Select(static row => ((string)row[0], (string)row[1])).ToArray();
        for (var round = 0; round < 500; round++)
        {
            var chosen = Enumerable.Range(0, random.Next(1, 20)).Select(_ => frames[random.Next(frames.Length)]).ToArray();
            var bytes = Encoding.ASCII.GetBytes(string.Concat(chosen.Select(static frame => frame.Item1)));
            Read(Pieces(bytes, random)).ShouldBe(chosen.Select(static frame => frame.Item2), $"round {round}");
        }
    }

    [Fact]
    public void Large_binary_values_come_through_in_pieces()
    {
        var random = new Random(5);
        var value = new byte[5 * 1024 * 1024];
        random.NextBytes(value);
        byte[] frame = [.. "$5242880\r\n"u8, .. value, .. "\r\n:1\r\n"u8];
        var parser = new ReplyParser(maxAnswerBytes: 6 * 1024 * 1024);
        var replies = ReadReplies(parser, Chunks(frame, 60_000)).ToArray();
        replies.Length.ShouldBe(2);
        replies[0].Bytes.AsSpan().SequenceEqual(value).ShouldBeTrue();
        replies[1].Number.ShouldBe(1);
    }

    [Theory]
    [InlineData("!5\r\n", "cannot begin")]
    [InlineData("\r\n", "cannot begin")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", "cannot begin")]
    [InlineData("%1\r\n+a\r\n+b\r\n", "cannot begin")]
    [InlineData("+OK\n", "half a line break")]
    [InlineData("+OK\n+PONG\r\n", "half a line break")]
    [InlineData("+OK\rX", "half a line break")]
    [InlineData(":\r\n", "number")]
    [InlineData(":1x\r\n", "number")]
    [InlineData(":+1\r\n", "number")]
    [InlineData(":9223372036854775808\r\n", "number")]
    [InlineData(": 1\r\n", "number")]
    [InlineData("$-2\r\n", "larger than")]
    [InlineData("$1048577\r\n", "larger than")]
    [InlineData("$99999999999999\r\n", "larger than")]
    [InlineData("$3\r\nfour\r\n", "longer than it said")]
    [InlineData("$1.5\r\n", "number")]
    [InlineData("*-2\r\n", "larger than")]
    [InlineData("*32769\r\n", "larger than")]
    [InlineData("*2147483648\r\n", "larger than")]
    [InlineData("*2\r\n$1048513\r\n", "larger than")]
    [InlineData("$000000000000000000000000000000000001\r\n", "longer than")]
    public void What_is_not_the_protocol_is_refused(string bytes, string why)
    {
        // Whole, and byte by byte: the verdict is the same.
        var whole = Encoding.ASCII.GetBytes(bytes);
        Should.Throw<ProtocolException>(() => Read([whole])).Message.ShouldContain(why);
        Should.Throw<ProtocolException>(() => Read(Chunks(whole, 1))).Message.ShouldContain(why);
    }

    [Fact]
    public void Lines_and_nesting_have_a_limit()
    {
        Should.Throw<ProtocolException>(() => Read([Encoding.ASCII.GetBytes("+" + new string('x', ReplyParser.MaxLineLength + 1))]));
        Read([Encoding.ASCII.GetBytes($"+{new string('x', ReplyParser.MaxLineLength - 1)}\r\n")]).Single().Length.ShouldBe(ReplyParser.MaxLineLength);

        var deepest = string.Concat(Enumerable.Repeat("*1\r\n", ReplyParser.MaxDepth));
        Read([Encoding.ASCII.GetBytes(deepest + ":1\r\n")]).Count.ShouldBe(1);
        Should.Throw<ProtocolException>(() => Read([Encoding.ASCII.GetBytes(deepest + "*1\r\n:1\r\n")])).Message.ShouldContain("nested");
    }

    [Fact]
    public void A_header_that_promises_much_costs_little_before_the_bytes_come()
    {
        var parser = new ReplyParser(maxAnswerBytes: 512 * 1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadReplies(parser, ["*8000000\r\n$200000000\r\nx"u8.ToArray()]).ShouldBeEmpty();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 * 1024 * 1024);
    }

    /// <summary>Damaged frames in random pieces end in answers, in a wait for more or in a refusal: nothing else.</summary>
    [Fact]
    public void Damaged_frames_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(4711);
        var frames = Frames.Select(static row => (string)row[0]).ToArray();
        var refused = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 4).Select(_ => frames[random.Next(frames.Length)]))).ToList();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(3))
                {
                    case 0:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        bytes.RemoveAt(at);
                        break;
                    default:
                        bytes.Insert(at, "\r\n+-:$*0123456789"u8[random.Next(16)]);
                        break;
                }
            }

            try
            {
                Read(Pieces([.. bytes], random));
            }
            catch (ProtocolException)
            {
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(5_000);
    }

    private static List<string> Read(IEnumerable<byte[]> pieces) => [.. ReadReplies(new ReplyParser(Limit), pieces).Select(Show)];

    /// <summary>As a connection does: what was not understood stays in front of the next piece.</summary>
    private static List<Reply> ReadReplies(ReplyParser parser, IEnumerable<byte[]> pieces)
    {
        var replies = new List<Reply>();
        byte[] rest = [];
        foreach (var piece in pieces)
        {
            byte[] all = [.. rest, .. piece];
            ReadOnlySpan<byte> data = all;
            while (parser.TryRead(ref data, out var reply))
            {
                replies.Add(reply);
            }

            rest = data.ToArray();
        }

        return replies;
    }

    private static IEnumerable<byte[]> Pieces(byte[] bytes, Random random)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var count = Math.Min(random.Next(1, 12), bytes.Length - at);
            yield return bytes[at..(at + count)];
            at += count;
        }
    }

    private static IEnumerable<byte[]> Chunks(byte[] bytes, int size) => bytes.Chunk(size);

    private static string Show(Reply reply) => reply.Kind switch
    {
        ReplyKind.SimpleString => $"+{Encoding.ASCII.GetString(reply.Bytes!)}",
        ReplyKind.Error => $"-{reply.ErrorText}",
        ReplyKind.Integer => string.Create(CultureInfo.InvariantCulture, $":{reply.Number}"),
        ReplyKind.Bulk => reply.Bytes is null ? "nil" : $"\"{Encoding.ASCII.GetString(reply.Bytes)}\"",
        _ => reply.Items is null ? "[nil]" : $"[{string.Join(' ', reply.Items.Select(Show))}]",
    };
}
