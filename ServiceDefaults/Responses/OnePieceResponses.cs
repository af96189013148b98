using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;

namespace MyArch.ServiceDefaults;

/// <summary>Sends a small answer in one piece.</summary>
public static class OnePieceResponses
{
    /// <summary>
    /// Sends JSON of up to <see cref="OnePieceBody.MaxBytes"/> together with the end of the answer. The framework sends the one and then the other, and an instance that is killed between the two leaves half
    /// an answer, which a gateway cannot ask another instance for, since its client has the beginning. A handler that has JSON to send bit by bit calls
    /// <see cref="IHttpResponseBodyFeature.DisableBuffering"/>.
    /// </summary>
    public static IApplicationBuilder UseOnePieceResponses(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        var inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Features.Set<IHttpResponseBodyFeature>(new OnePieceBody(inner, context.Response));
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(inner);
        }
    });
}
