using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>What a request says of its body.</summary>
internal static class OtlpContent
{
    public const string Protobuf = "application/x-protobuf";

    public static bool IsProtobuf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="OtlpRequestException">415: another type, or an encoding other than gzip.</exception>
    public static bool IsGzip(HttpRequest request)
    {
        if (!IsProtobuf(request))
        {
            throw new OtlpRequestException(
                StatusCodes.Status415UnsupportedMediaType,
                $"The content type '{request.ContentType}' is not supported, only {Protobuf} is. Set OTEL_EXPORTER_OTLP_PROTOCOL to http/protobuf.");
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)
            ? true
            : throw new OtlpRequestException(StatusCodes.Status415UnsupportedMediaType, $"The content encoding '{encoding}' is not supported, only gzip is.");
    }
}
