using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MyArch.Gateway.Tests.Fixtures;

/// <summary>An instance: a real server whose answers the test writes. Health checks are answered here.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _checks;

    private Backend(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    public Uri Address { get; }

    /// <summary>The request targets that arrived, health checks left out.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    /// <summary>Health checks that arrived.</summary>
    public int Checks => Volatile.Read(ref _checks);

    /// <summary>The status of health checks.</summary>
    public int Health { get; set; } = StatusCodes.Status200OK;

    public static async Task<Backend> StartAsync(RequestDelegate? answer = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        Backend? self = null;
        app.Run(context =>
        {
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            if (target == "/health/ready")
            {
                if (self is not null)
                {
                    Interlocked.Increment(ref self._checks);
                }

                context.Response.StatusCode = self?.Health ?? StatusCodes.Status200OK;
                return Task.CompletedTask;
            }

            self!.Seen.Enqueue(target);
            return answer is null ? context.Response.WriteAsync("ok") : answer(context);
        });
        await app.StartAsync();
        return self = new Backend(app);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
