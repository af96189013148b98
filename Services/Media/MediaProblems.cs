using Microsoft.AspNetCore.Http.HttpResults;

namespace MyArch.Media;

/// <summary>Answers that several endpoints give about pictures.</summary>
internal static class MediaProblems
{
    /// <summary>There is no row.</summary>
    public static ProblemHttpResult NoSuchMedia() =>
        TypedResults.Problem("There is no such picture, or not any more.", title: "Unknown picture", statusCode: StatusCodes.Status404NotFound);
}
