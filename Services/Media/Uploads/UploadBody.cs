using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace MyArch.Media.Uploads;

/// <summary>
/// The file in a request: the body itself, or the one part of a multipart form. What the client calls the file, and what it says that it is, are not looked at.
/// </summary>
internal static class UploadBody
{
    // RFC 2046, section 5.1.1.
    private const int LongestBoundary = 70;

    /// <summary>Hands the file to whoever receives it, and reads on to the end of the body.</summary>
    /// <returns>What is wrong with the form around it; null if nothing is.</returns>
    public static async Task<ProblemHttpResult?> ReadAsync(HttpRequest request, Func<Stream, Task> receive, CancellationToken cancellationToken)
    {
        if (request.Headers.ContentEncoding.Count > 0)
        {
            return Problem("Send the file as it is, without an encoding.", StatusCodes.Status415UnsupportedMediaType);
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            await receive(request.Body);
            return null;
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) || boundary.Length is 0 or > LongestBoundary)
        {
            return Problem("The form must be multipart/form-data, with a boundary of 1 to 70 characters.");
        }

        try
        {
            return await ReadFormAsync(new MultipartReader(boundary, request.Body), receive, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not (BadHttpRequestException or ConnectionResetException))
        {
            // The reader's own: a part that does not end, or headers that are none. What the connection and the server have to say is of other types.
            return Problem("The form is damaged: a part of it does not end, or its headers cannot be read.");
        }
    }

    private static async Task<ProblemHttpResult?> ReadFormAsync(MultipartReader form, Func<Stream, Task> receive, CancellationToken cancellationToken)
    {
        if (await form.ReadNextSectionAsync(cancellationToken) is not { } file || !IsFile(file))
        {
            return Problem("The form must have one part, and that must be a file.");
        }

        await receive(file.Body);
        return await form.ReadNextSectionAsync(cancellationToken) is null ? null : Problem("The form must have one file and nothing else. Send further files one by one.");
    }

    private static bool IsFile(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
        && disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase)
        && (disposition.FileName.HasValue || disposition.FileNameStar.HasValue);

    private static ProblemHttpResult Problem(string detail, int status = StatusCodes.Status400BadRequest) => TypedResults.Problem(detail, title: "Not an upload", statusCode: status);
}
