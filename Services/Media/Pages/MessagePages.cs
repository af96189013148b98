using Microsoft.Extensions.Options;
using MyArch.DataDefaults;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Pages;

/// <summary>The pages that have nothing but words.</summary>
internal static class MessagePages
{
    // What programs ask for gets problems and no pages.
    private static readonly PathString[] Programs = ["/api", OriginVerification.InternalPath, "/health"];

    /// <summary>The page of an address at which nothing is.</summary>
    public static Task<PageResult> NotFoundAsync(PageRenderer pages, PageFacts facts) => pages.RenderAsync<MessagePage>(
        StatusCodes.Status404NotFound,
        (nameof(MessagePage.Status), StatusCodes.Status404NotFound),
        (nameof(MessagePage.Heading), "There is no such page"),
        (nameof(MessagePage.Words), "It may have been deleted, or its address was never right."),
        (nameof(MessagePage.Facts), facts));

    /// <summary>Answers with that page what is neither an endpoint nor a file.</summary>
    public static IApplicationBuilder UseNotFoundPage(this IApplicationBuilder app)
    {
        var pages = app.ApplicationServices.GetRequiredService<PageRenderer>();
        return app.Use(async (context, next) =>
        {
            var request = context.Request;
            if (context.GetEndpoint() is null && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
                && !Array.Exists(Programs, program => request.Path.StartsWithSegments(program, StringComparison.OrdinalIgnoreCase)))
            {
                await (await NotFoundAsync(pages, pages.Facts)).ExecuteAsync(context);
                return;
            }

            await next(context);
        });
    }

    /// <summary>Answers with a page, and not with a problem, where the database cannot do it now.</summary>
    public static async ValueTask<object?> SorryAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (DatabaseUnavailableException)
        {
            var services = context.HttpContext.RequestServices;
            var pages = services.GetRequiredService<PageRenderer>();
            var page = await pages.RenderAsync<MessagePage>(
                StatusCodes.Status503ServiceUnavailable,
                (nameof(MessagePage.Status), StatusCodes.Status503ServiceUnavailable),
                (nameof(MessagePage.Heading), "The posts cannot be read right now"),
                (nameof(MessagePage.Words), "The database does not answer. Nothing is lost; please load this page again in a moment."),
                (nameof(MessagePage.Facts), pages.Facts));
            return page with { RetryAfter = (int)Math.Ceiling(services.GetRequiredService<IOptions<DatabaseOptions>>().Value.RetryAfter.TotalSeconds) };
        }
    }
}
