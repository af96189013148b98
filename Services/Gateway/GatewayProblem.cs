using Microsoft.AspNetCore.Mvc;
using MyArch.ServiceDefaults;

namespace MyArch.Gateway;

/// <summary>An answer of the gateway's own that is an error.</summary>
internal static class GatewayProblem
{
    /// <summary>The value of <c>X-Instance</c> on what the gateway itself answers.</summary>
    public const string Instance = "gateway";

    public static ValueTask WriteAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.Headers[InstanceHeaders.Instance] = Instance;
        var problems = context.RequestServices.GetRequiredService<IProblemDetailsService>();
        return problems.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = new ProblemDetails { Status = status, Detail = detail } });
    }
}
