using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SQS;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MyArch.Worker.Daemon.Tests.Fixtures;

/// <summary>The endpoint as one sees it who is slow: what is received is hidden for a second only, receives wait longer than that, and the first deletes fail.</summary>
internal sealed class HurriedQueue : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _endpoint;
    private int _refusedDeletes;

    private HurriedQueue(Uri endpoint, int refusedDeletes)
    {
        (_endpoint, _refusedDeletes) = (new HttpClient { BaseAddress = endpoint }, refusedDeletes);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public static async Task<HurriedQueue> StartAsync(Uri endpoint, int refusedDeletes)
    {
        var queue = new HurriedQueue(endpoint, refusedDeletes);
        await queue._app.StartAsync();
        return queue;
    }

    public AmazonSQSClient Client() =>
        new(new BasicAWSCredentials("local", "local"), new AmazonSQSConfig { ServiceURL = _app.Urls.First(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _endpoint.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var target = context.Request.Headers["X-Amz-Target"].ToString();
        var body = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!.AsObject();
        context.Response.ContentType = "application/x-amz-json-1.0";
        if (target == "AmazonSQS.DeleteMessageBatch" && Interlocked.Decrement(ref _refusedDeletes) >= 0)
        {
            var failed = body["Entries"]!.AsArray().Select(static entry => new JsonObject { ["Id"] = entry!["Id"]!.GetValue<string>(), ["Code"] = "InternalError", ["SenderFault"] = false });
            await context.Response.WriteAsync(new JsonObject { ["Failed"] = new JsonArray([.. failed]), ["Successful"] = new JsonArray() }.ToJsonString());
            return;
        }

        if (target == "AmazonSQS.ReceiveMessage")
        {
            (body["VisibilityTimeout"], body["WaitTimeSeconds"]) = (1, 3);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, context.Request.Path) { Content = new StringContent(body.ToJsonString()) };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", target);
        request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
        using var response = await _endpoint.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
