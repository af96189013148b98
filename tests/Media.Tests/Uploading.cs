using System.Net.Http.Headers;

namespace MyArch.Media.Tests;

/// <summary>Uploads as clients make them.</summary>
internal static class Uploading
{
    public const string Path = "/api/media";

    /// <summary>The file as the body.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(this HttpClient admin, byte[] file, string contentType = "application/octet-stream")
    {
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        return await admin.PostAsync(Path, content);
    }

    /// <summary>The file in a form.</summary>
    public static async Task<HttpResponseMessage> UploadFormAsync(this HttpClient admin, byte[] file, string fileName, string contentType = "image/png")
    {
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(file);
        part.Headers.TryAddWithoutValidation("Content-Type", contentType);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{fileName}\"");
        form.Add(part);
        return await admin.PostAsync(Path, form);
    }
}
