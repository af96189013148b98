using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Writes the receiver's answers.</summary>
/// <seealso href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-response"/>
internal static class OtlpAnswer
{
    /// <summary>An <c>Export…ServiceResponse</c>: empty, or with <c>partial_success</c> (1), which is <c>rejected_…</c> (1) and <c>error_message</c> (2), the same for every signal.</summary>
    public static Task SuccessAsync(HttpContext context, OtlpOutcome outcome)
    {
        context.Response.ContentType = OtlpContent.Protobuf;
        if (outcome.Refused == 0)
        {
            context.Response.ContentLength = 0;
            return Task.CompletedTask;
        }

        var partial = Message(output =>
        {
            output.WriteTag(1, Google.Protobuf.WireFormat.WireType.Varint);
            output.WriteInt64(outcome.Refused);
            output.WriteTag(2, Google.Protobuf.WireFormat.WireType.LengthDelimited);
            output.WriteString(outcome.Reason);
        });
        return WriteAsync(context, Message(output =>
        {
            output.WriteTag(1, Google.Protobuf.WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(partial));
        }));
    }

    /// <summary>A <c>google.rpc.Status</c> (<c>code</c> 1, <c>message</c> 2): in protobuf, and in JSON for those who do not speak it.</summary>
    public static Task FailureAsync(HttpContext context, int statusCode, string message)
    {
        context.Response.StatusCode = statusCode;
        if (statusCode == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = OtlpLimits.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        var code = CodeOf(statusCode);
        if (!OtlpContent.IsProtobuf(context.Request))
        {
            context.Response.ContentType = "application/json";
            return WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["code"] = code, ["message"] = message }));
        }

        context.Response.ContentType = OtlpContent.Protobuf;
        return WriteAsync(context, Message(output =>
        {
            output.WriteTag(1, Google.Protobuf.WireFormat.WireType.Varint);
            output.WriteInt32(code);
            output.WriteTag(2, Google.Protobuf.WireFormat.WireType.LengthDelimited);
            output.WriteString(message);
        }));
    }

    // https://grpc.io/docs/guides/status-codes/
    private static int CodeOf(int statusCode) => statusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => 8, // RESOURCE_EXHAUSTED
        StatusCodes.Status415UnsupportedMediaType => 12, // UNIMPLEMENTED
        StatusCodes.Status503ServiceUnavailable => 14, // UNAVAILABLE
        _ => 3, // INVALID_ARGUMENT
    };

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            write(output);
        }

        return buffer.ToArray();
    }

    private static Task WriteAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
