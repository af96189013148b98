using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>A request that is not taken, with the answer to it.</summary>
internal sealed class OtlpRequestException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;

    public static OtlpRequestException TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {OtlpLimits.MaxBodyBytes} bytes (after unzipping). Send smaller batches.");

    public static OtlpRequestException Busy() => new(StatusCodes.Status503ServiceUnavailable, "Too much telemetry is under way. Send it again later.");
}
