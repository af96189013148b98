using Microsoft.Extensions.Configuration;
using MyArch.AppHost.Telemetry;

namespace MyArch.AppHost.Tests.Telemetry;

public sealed class TelemetryDestinationTests
{
    private const string Key = "x-otlp-api-key=the dashboard's";

    [Fact]
    public void Without_a_word_of_the_user_everything_goes_to_the_dashboard_with_its_key() =>
        Sent().ShouldBe(["OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4", $"OTEL_EXPORTER_OTLP_HEADERS={Key}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"]);

    [Fact]
    public void Another_receiver_gets_the_users_headers_and_not_the_key()
    {
        Sent(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://other:1")).ShouldBe(["OTEL_EXPORTER_OTLP_ENDPOINT=http://other:1", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"]);
        Sent(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://other:1"), ("OTEL_EXPORTER_OTLP_HEADERS", "a=b"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"))
            .ShouldBe(["OTEL_EXPORTER_OTLP_ENDPOINT=http://other:1", "OTEL_EXPORTER_OTLP_HEADERS=a=b", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc"]);
    }

    [Fact]
    public void A_receiver_of_one_signal_does_not_get_the_key_either_and_the_dashboard_still_does() =>
        Sent(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://other:1/v1/traces")).ShouldBe([
            "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4",
            $"OTEL_EXPORTER_OTLP_LOGS_HEADERS={Key}",
            $"OTEL_EXPORTER_OTLP_METRICS_HEADERS={Key}",
            "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://other:1/v1/traces"]);

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_HEADERS")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS")]
    public void A_receiver_of_one_signal_gets_the_users_headers(string headers) =>
        Sent(("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://other:1/v1/logs"), (headers, "a=b")).ShouldContain("OTEL_EXPORTER_OTLP_LOGS_HEADERS=a=b");

    /// <summary>What a process is told, where Aspire has told it of the dashboard before.</summary>
    private static IEnumerable<string> Sent(params (string Name, string Value)[] user)
    {
        var variables = new Dictionary<string, object>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://localhost:4",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = Key,
        };
        TelemetryBuilderExtensions.SendElsewhere(variables, new ConfigurationBuilder().AddInMemoryCollection(user.ToDictionary(static v => v.Name, static v => (string?)v.Value)).Build());
        return variables.Select(static v => $"{v.Key}={v.Value}").Order(StringComparer.Ordinal);
    }
}
