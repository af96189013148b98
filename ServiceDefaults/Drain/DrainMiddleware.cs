using Microsoft.AspNetCore.Http;

namespace MyArch.ServiceDefaults;

/// <summary>Puts <c>Connection: close</c> on every answer that starts while the instance drains.</summary>
internal sealed class DrainMiddleware
{
    private readonly RequestDelegate _next;
    private readonly DrainState _drain;
    private readonly Func<object, Task> _onStarting;

    public DrainMiddleware(RequestDelegate next, DrainState drain)
    {
        _next = next;
        _drain = drain;
        _onStarting = Apply;
    }

    public Task InvokeAsync(HttpContext context)
    {
        // At the start of the response, so that requests that were in flight when the drain began say it too.
        context.Response.OnStarting(_onStarting, context);
        return _next(context);
    }

    private Task Apply(object context)
    {
        _drain.Apply((HttpContext)context);
        return Task.CompletedTask;
    }
}
