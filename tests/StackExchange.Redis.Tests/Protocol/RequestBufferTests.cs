using System.Text;
using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Tests.Protocol;

public sealed class RequestBufferTests
{
    [Fact]
    public void A_command_is_an_array_of_bulk_strings() =>
        Encoding.UTF8.GetString(RequestBuffer.Start("SET", 4).Key("ключ").Value(new byte[] { 0, 13, 10 }).Text("PX").Number(-5).Written)
            .ShouldBe("*5\r\n$3\r\nSET\r\n$8\r\nключ\r\n$3\r\n\0\r\n\r\n$2\r\nPX\r\n$2\r\n-5\r\n");

    [Fact]
    public void A_large_value_leaves_no_large_buffer_behind()
    {
        var value = new byte[5 * 1024 * 1024];
        RequestBuffer.Start("SET", 2).Key("k").Value(value).Written.Length.ShouldBeGreaterThan(value.Length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (first, second) = (RequestBuffer.Start("GET", 1).Key("k").Written.Length, RequestBuffer.Start("GET", 1).Key("k").Written.Length);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // The comparisons themselves allocate, so they come last.
        (first, second).ShouldBe((20, 20));
        allocated.ShouldBeLessThan(4096);
    }

    [Fact]
    public void A_command_with_too_few_arguments_never_reaches_the_wire() =>
        Should.Throw<InvalidOperationException>(() => RequestBuffer.Start("SET", 2).Key("k").Written.Length);

    [Fact]
    public void Nothing_is_neither_a_key_nor_a_value()
    {
        Should.Throw<ArgumentException>(() => RequestBuffer.Start("GET", 1).Key(default));
        Should.Throw<ArgumentException>(() => RequestBuffer.Start("ECHO", 1).Value(RedisValue.Null));
        Encoding.ASCII.GetString(RequestBuffer.Start("ECHO", 1).Value(RedisValue.EmptyString).Written).ShouldBe("*2\r\n$4\r\nECHO\r\n$0\r\n\r\n");
    }
}
