using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults;

/// <summary>Refuses requests that did not come through the load balancer, and public requests to <c>/internal</c>.</summary>
internal sealed class OriginVerificationMiddleware(RequestDelegate next, IOptions<OriginOptions> options)
{
    private readonly OriginSecret _public = new(options.Value.Secret);
    private readonly OriginSecret _internal = new(options.Value.InternalSecret);

    public Task InvokeAsync(HttpContext context)
    {
        var values = context.Request.Headers[OriginVerification.Header];
        // One value exactly: of several, nobody could say which one the load balancer set.
        if (values.Count == 1 && values[0] is { } value)
        {
            // Both are compared always, so that the time does not tell which one a guess was close to.
            var isPublic = _public.Matches(value);
            var isInternal = _internal.Matches(value);
            if (isInternal)
            {
                context.Features.Set(OriginFeature.Internal);
                return next(context);
            }

            if (isPublic && !context.Request.Path.StartsWithSegments(OriginVerification.InternalPath, StringComparison.OrdinalIgnoreCase))
            {
                return next(context);
            }
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<OriginExempt>() is not null)
        {
            return next(context);
        }

        // The status code alone: the problem body is written by the status code pages in front of this.
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
