#nullable enable
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.SQS.Internal;

/// <summary>Reads the answer of an operation, and the errors that all operations share.</summary>
internal sealed class OperationUnmarshaller<TResponse>(Func<JsonElement, TResponse> read) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 16 };

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var body = new MemoryStream();
        context.Stream.CopyTo(body);
        if (body.Length == 0)
        {
            // Operations without a result answer with an empty object or with nothing at all.
            return new TResponse();
        }

        using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length), Json);
        return read(document.RootElement);
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        var type = error.Code;
        AwsQueryCompatibleErrorHandler.ApplyQueryErrorHeader(error, context.ResponseData);
        return ServiceErrors.Create(type, error);
    }
}
