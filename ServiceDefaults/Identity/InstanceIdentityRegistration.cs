using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace MyArch.ServiceDefaults;

/// <summary>Registers the identity of an instance.</summary>
public static class InstanceIdentityRegistration
{
    /// <summary>Binds and validates <see cref="InstanceOptions"/>.</summary>
    public static TBuilder AddInstanceIdentity<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder =>
        builder.AddValidatedOptions<TBuilder, InstanceOptions>(InstanceOptions.Section);

    /// <summary>Adds <c>X-Instance</c> and <c>X-Zone</c> to every response.</summary>
    public static IApplicationBuilder UseInstanceIdentity(this IApplicationBuilder app) => app.UseMiddleware<InstanceHeadersMiddleware>();
}
