using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Traces.Detail;

namespace Aspire.Hosting.Dashboard.Tests.Traces.Detail;

public sealed class SpanPeerTests
{
    [Theory]
    [InlineData("db.system.name=postgresql;db.namespace=store;server.address=10.0.0.1;server.port=5432", "Database", "PostgreSQL store", "10.0.0.1:5432")]
    [InlineData("db.system.name=redis;db.namespace=0;server.address=::1;server.port=6379", "Database", "Redis", "[::1]:6379")]
    [InlineData("db.system.name=redis;db.namespace=3", "Database", "Redis 3", null)]
    [InlineData("db.system=mysql;db.name=shop;net.peer.name=db", "Database", "MySQL shop", "db")]
    [InlineData("db.system.name=tinydb", "Database", "tinydb", null)]
    [InlineData("messaging.system=aws_sqs;messaging.destination.name=jobs", "Queue", "SQS jobs", null)]
    [InlineData("messaging.destination.name=jobs", "Queue", "jobs", null)]
    [InlineData("messaging.system=kafka", "Queue", "Kafka", null)]
    [InlineData("rpc.system=aws-api;rpc.service=S3;aws.s3.bucket=media;server.address=localhost;server.port=4566", "Service", "S3 media", "localhost:4566")]
    [InlineData("peer.service=bank;server.address=bank.example", "Service", "bank", "bank.example")]
    [InlineData("server.address=localhost;server.port=8080", "Service", "localhost:8080", null)]
    public void A_place_is_named_from_the_conventions(string attributes, string kind, string name, string? address)
    {
        var peer = SpanPeer.Of(Client(attributes)).ShouldNotBeNull();

        (peer.Kind.ToString(), peer.Name, peer.Address).ShouldBe((kind, name, address));
    }

    [Fact]
    public void A_span_that_stays_inside_or_serves_has_none()
    {
        SpanPeer.Of(TestSpans.Of(1, 0, 0, 1, kind: SpanKind.Server, attributes: [("server.address", "localhost")])).ShouldBeNull();
        SpanPeer.Of(TestSpans.Of(1, 0, 0, 1, kind: SpanKind.Internal, attributes: [("db.system.name", "redis")])).ShouldBeNull();
        SpanPeer.Of(Client("http.request.method=GET")).ShouldBeNull();
    }

    private static Span Client(string attributes) => TestSpans.Of(
        1, 0, 0, 1, kind: SpanKind.Client, attributes: [.. attributes.Split(';').Select(static pair => pair.Split('=')).Select(static pair => (pair[0], (TelemetryValue)pair[1]))]);
}
