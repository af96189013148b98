using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

/// <summary><c>{"data": …, "totalCount": …, "returnedCount": …}</c>.</summary>
internal static class TelemetryAnswer
{
    /// <param name="context">The request.</param>
    /// <param name="writeData">Writes the value of <c>data</c>.</param>
    /// <param name="total">How many there are.</param>
    /// <param name="returned">How many of them are in the answer.</param>
    public static async Task WriteAsync(HttpContext context, Func<Utf8JsonWriter, Task> writeData, int total, int returned)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.Body);
        json.WriteStartObject();
        json.WritePropertyName("data");
        await writeData(json);
        json.WriteNumber("totalCount", total);
        json.WriteNumber("returnedCount", returned);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }
}
