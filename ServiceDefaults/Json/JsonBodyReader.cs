using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace MyArch.ServiceDefaults;

/// <summary>Reads request bodies for <see cref="JsonBody{T}"/>, with nothing guessed: what a client did not mean is refused and not dropped.</summary>
public sealed class JsonBodyReader
{
    /// <summary>Longest body that is read, in bytes. The longest that a service takes, a garment with a long description, is a quarter of it.</summary>
    public const int MaxBytes = 64 * 1024;

    // Deeper than any type of ours; a body of brackets alone ends there.
    private const int MaxDepth = 16;

    private readonly JsonSerializerOptions _json;

    internal JsonBodyReader(IOptions<JsonOptions> http) => _json = new JsonSerializerOptions(http.Value.SerializerOptions)
    {
        AllowDuplicateProperties = false,
        MaxDepth = MaxDepth,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    internal async Task<JsonBody<T>> ReadAsync<T>(HttpContext context)
        where T : class
    {
        var request = context.Request;
        if (!IsJson(request))
        {
            return new(Refuse(StatusCodes.Status415UnsupportedMediaType, "Not JSON", "Send the body as application/json in UTF-8, without an encoding."));
        }

        if (request.ContentLength > MaxBytes)
        {
            return new(TooLarge());
        }

        // One byte more than is allowed tells a body that is too long from one that just fits.
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer.AsMemory(0, MaxBytes + 1), MaxBytes + 1, throwOnEndOfStream: false, context.RequestAborted);
            return length > MaxBytes ? new(TooLarge()) : Parse<T>(buffer.AsMemory(0, length));
        }
        finally
        {
            // Names and addresses do not stay behind for the next renter.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private JsonBody<T> Parse<T>(ReadOnlyMemory<byte> body)
        where T : class
    {
        if (!Utf8.IsValid(body.Span))
        {
            return new(Refuse(StatusCodes.Status400BadRequest, "Not UTF-8", "The body has bytes that are not valid UTF-8."));
        }

        try
        {
            var type = (JsonTypeInfo<T>)_json.GetTypeInfo(typeof(T));
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var errors = new JsonErrors();
            if (!HasReadableNames(document.RootElement))
            {
                return new(Refuse(StatusCodes.Status400BadRequest, "Not valid JSON", "The name of a member is no text: it has half of a surrogate pair."));
            }

            new JsonShape(_json, errors).Check(document.RootElement, type, path: "");
            return errors.IsEmpty ? Validate(document.RootElement, type, errors) : new(errors.ToProblem());
        }
        catch (JsonException exception)
        {
            var detail = body.IsEmpty
                ? "The body is empty."
                : $"The body is not valid JSON: see line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.";
            return new(Refuse(StatusCodes.Status400BadRequest, "Not valid JSON", detail));
        }
    }

    private static JsonBody<T> Validate<T>(JsonElement root, JsonTypeInfo<T> type, JsonErrors errors)
        where T : class
    {
        T value;
        try
        {
            // Not null: the shape of the root is an object's.
            value = root.Deserialize(type)!;
        }
        catch (JsonException exception)
        {
            // The document is well formed and has all members, so that one of them has a value that its type cannot hold.
            errors.Add(exception.Path?.TrimStart('$').TrimStart('.') ?? "", "has a value of another type, or one out of its type's range");
            return new(errors.ToProblem());
        }

        List<ValidationResult> results = [];
        if (Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true))
        {
            return new(value);
        }

        foreach (var result in results)
        {
            errors.Add(JsonNamingPolicy.CamelCase.ConvertName(result.MemberNames.FirstOrDefault() ?? ""), result.ErrorMessage ?? "is not valid");
        }

        return new(errors.ToProblem());
    }

    // "\ud800" is well-formed JSON and no text. As a value it is a JsonException to the serializer; to whoever asks for the name of a member it is this.
    private static bool HasReadableNames(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().All(static member => member.Name.Length >= 0 && HasReadableNames(member.Value)),
                JsonValueKind.Array => element.EnumerateArray().All(HasReadableNames),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    private static ProblemHttpResult TooLarge() =>
        Refuse(StatusCodes.Status413PayloadTooLarge, "Too large", $"The body may have at most {MaxBytes} bytes.");

    private static ProblemHttpResult Refuse(int status, string title, string detail) => TypedResults.Problem(detail, title: title, statusCode: status);
}
