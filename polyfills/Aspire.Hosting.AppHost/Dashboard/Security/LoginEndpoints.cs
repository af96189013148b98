using System.Security.Claims;
using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Aspire.Hosting.Dashboard.Security;

/// <summary>Signs browsers in: by the link that is printed at the start, or by the token in a form.</summary>
internal static class LoginEndpoints
{
    public static void Map(DashboardRoutes routes)
    {
        routes.Pages.MapGet("/login", SignInByLinkAsync).AllowAnonymous();
        routes.Pages.MapPost("/login", SignInByFormAsync).AllowAnonymous();
        routes.Pages.MapPost("/logout", (Delegate)SignOutAsync);
    }

    private static async Task<IResult> SignInByLinkAsync(HttpContext context, LoginAttempts attempts, string? t, string? returnUrl) =>
        t is not null ? await SignInAsync(context, attempts, t, returnUrl)
        : context.User.Identity is { IsAuthenticated: true } ? TypedResults.LocalRedirect(LocalAddress.OrHome(returnUrl))
        : Form(returnUrl, failure: null, StatusCodes.Status200OK);

    private static Task<IResult> SignInByFormAsync(
        HttpContext context, LoginAttempts attempts, [FromForm] string? token, [FromForm] string? returnUrl) =>
        SignInAsync(context, attempts, token ?? "", returnUrl);

    private static async Task<RedirectHttpResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(DashboardSecurity.BrowserScheme);
        return TypedResults.LocalRedirect("/login");
    }

    private static async Task<IResult> SignInAsync(HttpContext context, LoginAttempts attempts, string token, string? returnUrl)
    {
        if (attempts.IsRight(context, token.Trim()) is not true and var verdict)
        {
            return verdict is null
                ? Form(returnUrl, "Too many wrong tokens. Wait a moment.", StatusCodes.Status429TooManyRequests)
                : Form(returnUrl, "That is not the token of this run.", StatusCodes.Status401Unauthorized);
        }

        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "dashboard")], DashboardSecurity.BrowserScheme));
        await context.SignInAsync(DashboardSecurity.BrowserScheme, user, new AuthenticationProperties { IsPersistent = true });
        return TypedResults.LocalRedirect(LocalAddress.OrHome(returnUrl));
    }

    private static RazorComponentResult<LoginPage> Form(string? returnUrl, string? failure, int status) =>
        new(new { ReturnUrl = LocalAddress.OrHome(returnUrl), Failure = failure }) { StatusCode = status };
}
