using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace MyArch.ServiceDefaults;

/// <summary>Says on every response which instance and zone it comes from.</summary>
internal sealed class InstanceHeadersMiddleware
{
    private readonly RequestDelegate _next;
    private readonly Func<object, Task> _onStarting;
    private readonly StringValues _instance;
    private readonly StringValues _zone;

    public InstanceHeadersMiddleware(RequestDelegate next, IOptions<InstanceOptions> options)
    {
        _next = next;
        _instance = options.Value.Id;
        _zone = options.Value.Zone;
        // One delegate for all requests; its state is the response, so nothing is allocated per request.
        _onStarting = Apply;
    }

    public Task InvokeAsync(HttpContext context)
    {
        // At the start of the response and not here: an exception handler clears the headers that were set before it.
        context.Response.OnStarting(_onStarting, context.Response);
        return _next(context);
    }

    private Task Apply(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        headers[InstanceHeaders.Instance] = _instance;
        headers[InstanceHeaders.Zone] = _zone;
        return Task.CompletedTask;
    }
}
