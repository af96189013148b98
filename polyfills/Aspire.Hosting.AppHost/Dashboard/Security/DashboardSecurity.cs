using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Security;

/// <summary>Who gets in, and how. See docs/security.md.</summary>
internal static class DashboardSecurity
{
    /// <summary>Browsers, by the cookie that the login gives.</summary>
    public const string BrowserScheme = "Browser";

    /// <summary>Scripts, by <c>x-api-key</c>.</summary>
    public const string ApiScheme = "Api";

    /// <summary>Telemetry, by <c>x-otlp-api-key</c>.</summary>
    public const string OtlpScheme = "Otlp";

    private static readonly TimeSpan SignedInFor = TimeSpan.FromDays(3);

    public static void Add(IServiceCollection services, DashboardSettings settings)
    {
        // Cookies know no ports: without it in their names, two dashboards on one machine would sign each other out.
        var port = settings.Address.Port;
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.AddAuthentication(BrowserScheme)
            .AddCookie(BrowserScheme, cookie =>
            {
                cookie.Cookie.Name = $"aspire-dashboard-{port}";
                cookie.Cookie.HttpOnly = true;
                // Lax: a link in a terminal or a mail leads to a page and not to the login.
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.LoginPath = "/login";
                cookie.ReturnUrlParameter = "returnUrl";
                cookie.ExpireTimeSpan = SignedInFor;
                cookie.SlidingExpiration = true;
                cookie.Events.OnRedirectToLogin = BrowserChallenge.RespondAsync;
            })
            .AddScheme<ApiKeyOptions, ApiKeyHandler>(ApiScheme, api => (api.Header, api.Key) = ("x-api-key", settings.ApiKey))
            .AddScheme<ApiKeyOptions, ApiKeyHandler>(OtlpScheme, otlp => (otlp.Header, otlp.Key) = ("x-otlp-api-key", settings.OtlpApiKey));
        services.AddAuthorization();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = $"aspire-dashboard-antiforgery-{port}";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.HeaderName = "x-csrf-token";
        });
        services.AddSingleton<LoginAttempts>();
    }

    /// <summary>What every request goes through, in this order.</summary>
    public static void Use(WebApplication application)
    {
        application.UseMiddleware<HostCheck>();
        application.UseMiddleware<SecurityHeaders>();
        application.UseRouting();
        application.UseMiddleware<ListenerCheck>();
        application.UseAuthentication();
        application.UseAuthorization();
        application.UseMiddleware<AntiforgeryCheck>();
    }

    public static RouteGroupBuilder Pages(RouteGroupBuilder group) =>
        // The framework's own check looks at forms only, and not at DELETE: AntiforgeryCheck does all of it.
        group.DisableAntiforgery().WithMetadata(Listener.Pages, AntiforgeryRequired.Instance).RequireAuthorization(policy => policy.AddAuthenticationSchemes(BrowserScheme).RequireAuthenticatedUser());

    public static RouteGroupBuilder Api(RouteGroupBuilder group) =>
        group.WithMetadata(Listener.Pages).RequireAuthorization(policy => policy.AddAuthenticationSchemes(ApiScheme).RequireAuthenticatedUser());

    public static RouteGroupBuilder Otlp(RouteGroupBuilder group) =>
        group.WithMetadata(Listener.Otlp).RequireAuthorization(policy => policy.AddAuthenticationSchemes(OtlpScheme).RequireAuthenticatedUser());
}
