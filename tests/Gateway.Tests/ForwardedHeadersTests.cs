using MyArch.Gateway.Forwarding;

namespace MyArch.Gateway.Tests;

public sealed class ForwardedHeadersTests
{
    [Theory]
    [InlineData("X-Hop", "close, X-Hop", false)]
    [InlineData("x-hop", "X-Hop", false)]
    [InlineData("X-Hop", "X-Hopper", true)]
    [InlineData("X-Hop", null, true)]
    [InlineData("Connection", null, false)]
    [InlineData("x-forwarded-anything", null, false)]
    [InlineData("X-INSTANCE-ID", null, false)]
    [InlineData("X-Origin-Verify", null, false)]
    [InlineData("X-Consistency-Token", null, true)]
    [InlineData("Origin", null, true)]
    [InlineData("Idempotency-Key", null, true)]
    [InlineData("If-None-Match", null, true)]
    [InlineData(":path", null, false)]
    public void A_request_header_passes_unless_it_is_one_of_the_connection_or_of_the_gateway(string name, string? connection, bool passes) =>
        ForwardedHeaders.PassToTarget(name, connection).ShouldBe(passes);
}
