namespace Aspire.Hosting;

/// <summary>The ways to send telemetry.</summary>
public enum OtlpProtocol
{
    Grpc,
    HttpProtobuf,
    HttpJson,
}
