#nullable enable
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.SQS.Internal;

/// <summary>
/// Makes the HTTP request of an operation by the protocol AWS JSON 1.0 (smithy.io, "AWS JSON 1.0 protocol"). The query mode header asks for error codes as the older protocol had them
/// (smithy.io, "AWS Query-compatible").
/// </summary>
internal sealed class OperationMarshaller<TRequest>(string operation, Action<Utf8JsonWriter, TRequest> write) : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonSQSRequest
{
    private const string ServiceName = "Amazon.SQS";

    // The body is JSON and goes nowhere near HTML.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body, Json))
        {
            writer.WriteStartObject();
            write(writer, (TRequest)input);
            writer.WriteEndObject();
        }

        return new DefaultRequest(input, ServiceName)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = body.WrittenSpan.ToArray(),
            Headers =
            {
                ["X-Amz-Target"] = $"AmazonSQS.{operation}",
                [HeaderKeys.ContentTypeHeader] = "application/x-amz-json-1.0",
                [HeaderKeys.XAmzApiVersion] = "2012-11-05",
                [HeaderKeys.XAmzQueryMode] = "true",
            },
        };
    }
}
