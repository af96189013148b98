using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Traces.Detail;

/// <summary>
/// The place on the other side of a span: a database, a queue, a service that sends no telemetry of its own. Named from the OpenTelemetry conventions
/// (https://opentelemetry.io/docs/specs/semconv/); of older names only those that are still widely sent.
/// </summary>
internal sealed record SpanPeer(PeerKind Kind, string Name, string? Address)
{
    /// <summary>Names of systems as their makers write them. What is not here is shown as it was sent.</summary>
    private static readonly Dictionary<string, string> Systems = new(StringComparer.OrdinalIgnoreCase)
    {
        ["postgresql"] = "PostgreSQL",
        ["redis"] = "Redis",
        ["mysql"] = "MySQL",
        ["mariadb"] = "MariaDB",
        ["mongodb"] = "MongoDB",
        ["microsoft.sql_server"] = "SQL Server",
        ["mssql"] = "SQL Server",
        ["oracle.db"] = "Oracle",
        ["sqlite"] = "SQLite",
        ["elasticsearch"] = "Elasticsearch",
        ["aws.dynamodb"] = "DynamoDB",
        ["dynamodb"] = "DynamoDB",
        ["cassandra"] = "Cassandra",
        ["memcached"] = "Memcached",
        ["aws_sqs"] = "SQS",
        ["aws.sns"] = "SNS",
        ["kafka"] = "Kafka",
        ["rabbitmq"] = "RabbitMQ",
        ["servicebus"] = "Service Bus",
        ["eventhubs"] = "Event Hubs",
        ["gcp_pubsub"] = "Pub/Sub",
        ["nats"] = "NATS",
    };

    /// <summary>
    /// The same, by the name of the resource of the model that listens there; what the conventions call it stands with the address then. Not of a queue: which one says more than who keeps it.
    /// </summary>
    public static SpanPeer? Of(Span span, ResourceAddresses resources)
    {
        var peer = Of(span);
        var (host, port) = SpanAttributes.EndpointOf(span.Attributes);
        return peer is not null && peer.Kind != PeerKind.Queue && resources.Find(host, port, SpanAttributes.DatabaseOf(span.Attributes)) is { } resource
            ? new SpanPeer(peer.Kind, resource, peer.Address is null ? peer.Name : $"{peer.Name}, {peer.Address}")
            : peer;
    }

    /// <summary>The peer that a span's attributes name, or null: the span stays inside its process, or serves a call.</summary>
    public static SpanPeer? Of(Span span)
    {
        if (span.Kind is not (SpanKind.Client or SpanKind.Producer or SpanKind.Consumer))
        {
            return null;
        }

        var attributes = span.Attributes;
        var address = AddressOf(attributes);
        if (SpanAttributes.First(attributes, SpanCategories.Keys(SpanCategory.Database)) is { } database)
        {
            return new SpanPeer(PeerKind.Database, Named(database, NamespaceOf(attributes, database)), address);
        }

        if (SpanAttributes.First(attributes, SpanCategories.Keys(SpanCategory.Messaging)) is not null)
        {
            var system = SpanAttributes.First(attributes, "messaging.system");
            return new SpanPeer(PeerKind.Queue, Named(system, SpanAttributes.DestinationOf(attributes)), address);
        }

        if (SpanAttributes.First(attributes, "rpc.service") is { } service)
        {
            return new SpanPeer(PeerKind.Service, Named(service, SpanAttributes.First(attributes, "aws.s3.bucket", "aws.dynamodb.table_names")), address);
        }

        return SpanAttributes.First(attributes, "service.peer.name", "peer.service") is { } name ? new SpanPeer(PeerKind.Service, name, address)
            : address is not null ? new SpanPeer(PeerKind.Service, address, null) : null;
    }

    /// <summary>Redis numbers its databases, and nearly everybody uses 0: it says nothing.</summary>
    private static string? NamespaceOf(TelemetryAttributes attributes, string system) =>
        SpanAttributes.DatabaseOf(attributes) is { } name && !(system == "redis" && name == "0") ? name : null;

    private static string Named(string? system, string? part) =>
        system is null ? part ?? "" : part is null ? Title(system) : $"{Title(system)} {part}";

    private static string Title(string system) => Systems.GetValueOrDefault(system, system);

    private static string? AddressOf(TelemetryAttributes attributes) => SpanAttributes.EndpointOf(attributes) switch
    {
        (null, _) => null,
        (var host, null) => host,
        var (host, port) => $"{(host.Contains(':') ? $"[{host}]" : host)}:{port}",
    };
}
