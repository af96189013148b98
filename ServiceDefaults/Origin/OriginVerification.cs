using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace MyArch.ServiceDefaults;

/// <summary>
/// Lets an instance accept traffic from its load balancer only: the load balancer adds a secret header that nobody else knows, as CloudFront and
/// ALB do with a custom origin header.
/// </summary>
public static class OriginVerification
{
    /// <summary>Request header that carries the secret.</summary>
    public const string Header = "X-Origin-Verify";

    /// <summary>Paths at and below this one need the secret of the internal listener.</summary>
    public const string InternalPath = "/internal";

    /// <summary>Binds and validates <see cref="OriginOptions"/>.</summary>
    public static TBuilder AddOriginVerification<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder =>
        builder.AddValidatedOptions<TBuilder, OriginOptions>(OriginOptions.Section);

    /// <summary>
    /// Answers 403 to a request without one of the two secrets, and to one for <see cref="InternalPath"/> without the internal one. Everything else
    /// may come through either listener; <see cref="GetOriginListener"/> tells which. Health endpoints need no secret.
    /// </summary>
    public static IApplicationBuilder UseOriginVerification(this IApplicationBuilder app) => app.UseMiddleware<OriginVerificationMiddleware>();

    /// <summary>The listener that the request came through; <see cref="OriginListener.Public"/> if the origin was not verified.</summary>
    public static OriginListener GetOriginListener(this HttpContext context) =>
        context.Features.Get<OriginFeature>() is null ? OriginListener.Public : OriginListener.Internal;
}
