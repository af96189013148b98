using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace MyArch.ServiceDefaults;

/// <summary>Where the instance is in its life: starting, ready, or draining (it was told to stop and finishes what it has begun).</summary>
public sealed class DrainState
{
    private readonly IHostApplicationLifetime _lifetime;

    internal DrainState(IHostApplicationLifetime lifetime) => _lifetime = lifetime;

    /// <summary>Cancelled when the instance starts to drain. A long-lived response (server-sent events) ends itself cleanly then.</summary>
    public CancellationToken Draining => _lifetime.ApplicationStopping;

    /// <summary>Whether the instance was told to stop.</summary>
    public bool IsDraining => _lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Whether the instance has started and is not draining.</summary>
    public bool IsReady => _lifetime.ApplicationStarted.IsCancellationRequested && !IsDraining;

    /// <summary>Asks the client to open no further request on this connection, if the instance drains.</summary>
    internal void Apply(HttpContext context)
    {
        // HTTP/2 and later forbid the header, and tell it by a frame of their own.
        if (IsDraining && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }
    }
}
