using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MyArch.Worker.Daemon.Tests.Fixtures;

/// <summary>A real server in the place of the app, which answers as a test says.</summary>
internal sealed class AppStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _busy;
    private int _mostBusy;

    private AppStub(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Address => _app.Urls.First();

    /// <summary>All that was posted, in the order of its arrival.</summary>
    public ConcurrentQueue<Delivery> Deliveries { get; } = [];

    /// <summary>How many were being answered at the same time at most.</summary>
    public int MostBusy => _mostBusy;

    /// <summary>How many are being answered.</summary>
    public int Busy => _busy;

    /// <summary>Answers a delivery, by the status code; 200 unless a test says otherwise.</summary>
    public Func<Delivery, HttpContext, Task<int>> Answer { get; set; } = static (_, _) => Task.FromResult(200);

    public static async Task<AppStub> StartAsync(int port = 0)
    {
        var stub = new AppStub(port);
        await stub._app.StartAsync();
        return stub;
    }

    public IEnumerable<Delivery> Of(string body) => Deliveries.Where(delivery => delivery.Body == body);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var delivery = new Delivery(
            context.Request.Path, await reader.ReadToEndAsync(), context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        var busy = Interlocked.Increment(ref _busy);
        InterlockedMax(busy);
        Deliveries.Enqueue(delivery);
        try
        {
            context.Response.StatusCode = await Answer(delivery, context);
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }
    }

    private void InterlockedMax(int value)
    {
        for (var most = _mostBusy; value > most; most = _mostBusy)
        {
            Interlocked.CompareExchange(ref _mostBusy, value, most);
        }
    }

    internal sealed record Delivery(string Path, string Body, IReadOnlyDictionary<string, string> Headers)
    {
        public int Count => int.Parse(Headers.GetValueOrDefault("X-Aws-Sqsd-Receive-Count", "0"));
    }
}
