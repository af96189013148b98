using System.Globalization;
using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Security;

/// <summary>
/// Compares tokens, as often as the attempts allow: one is used up before the comparison, and only a right token gives it back. Everybody comes from this machine, so there are two budgets: one for
/// requests that a page of another site or port has made, and one for all others. Any page in the owner's browser can send wrong tokens (an image at <c>/login?t=x</c> is enough), and locks out nobody but
/// such pages.
/// </summary>
internal sealed class LoginAttempts(DashboardSettings settings, TimeProvider time)
{
    public const int Burst = 10;
    public static readonly TimeSpan OneMoreEvery = TimeSpan.FromSeconds(6);

    private readonly AttemptBudget _own = new(Burst, OneMoreEvery, time);
    private readonly AttemptBudget _foreign = new(Burst, OneMoreEvery, time);

    /// <summary>Whether the token is right; null: there were too many wrong ones, and it was not looked at. The answer says then when to come back.</summary>
    public bool? IsRight(HttpContext context, string? token)
    {
        var budget = IsForeign(context.Request) ? _foreign : _own;
        if (!budget.TryTake())
        {
            context.Response.Headers.RetryAfter = OneMoreEvery.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return null;
        }

        if (!Token.AreEqual(settings.BrowserToken, token))
        {
            return false;
        }

        budget.GiveBack();
        return true;
    }

    /// <summary>What a browser says of itself and no page can change. "None" is a person: an address that was typed, or a link in a terminal. https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header</summary>
    private static bool IsForeign(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "none" or "same-origin");
}
