using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amazon.SQS.Tests;

/// <summary>A service that answers as the test says: for faults that a real endpoint cannot be made to show.</summary>
internal sealed class StubService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubService(WebApplication app) => _app = app;

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>The headers of the requests so far.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Requests { get; } = [];

    /// <param name="answer">The request's number, from 0, to status and body.</param>
    public static async Task<StubService> StartAsync(Func<int, (int Status, string Body)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new StubService(builder.Build());
        stub._app.Run(context => stub.AnswerAsync(context, answer));
        await stub._app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context, Func<int, (int Status, string Body)> answer)
    {
        var number = Requests.Count;
        Requests.Enqueue(context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        var (status, body) = answer(number);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.0";
        context.Response.Headers["x-amzn-RequestId"] = $"request-{number}";
        return context.Response.WriteAsync(body);
    }
}
