using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MyArch.Worker.Handlers.Tests.Fixtures;

/// <summary>A real server in the place of the load balancer's internal listener, with the services behind it.</summary>
internal sealed class GatewayStub : IAsyncDisposable
{
    public const string Secret = "the-secret-of-the-caller-worker";

    private readonly WebApplication _app;

    private GatewayStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Address => _app.Urls.First();

    /// <summary>All that was asked.</summary>
    public ConcurrentQueue<(string Method, string Path, string Body, string? Type)> Calls { get; } = [];

    /// <summary>What is answered.</summary>
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>What an answer waits for.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    public static async Task<GatewayStub> StartAsync()
    {
        var stub = new GatewayStub();
        await stub._app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Calls.Enqueue((context.Request.Method, context.Request.Path, await reader.ReadToEndAsync(), context.Request.ContentType));
        await Before.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = context.Request.Headers.Authorization == $"Bearer {Secret}" ? (int)Status : 401;
    }
}
