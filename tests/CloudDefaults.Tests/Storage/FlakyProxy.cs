using System.Collections.Specialized;
using System.Net;

namespace MyArch.CloudDefaults.Tests.Storage;

/// <summary>Stands before the endpoint and answers the first requests with 500 after it has read all of them; the others it passes on.</summary>
internal sealed class FlakyProxy : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _client = new();
    private readonly Uri _target;
    private readonly int _failures;
    private readonly Task _loop;
    private int _requests;

    public FlakyProxy(Uri target, int failures)
    {
        (_target, _failures) = (target, failures);
        Url = new Uri($"http://127.0.0.1:{FreePort.Find()}/");
        _listener.Prefixes.Add(Url.AbsoluteUri);
        _listener.Start();
        _loop = RunAsync();
    }

    public Uri Url { get; }

    public int Requests => _requests;

    /// <summary>Those of the last request.</summary>
    public NameValueCollection Headers { get; private set; } = [];

    public void Dispose()
    {
        _listener.Close();
        _loop.Wait(TimeSpan.FromSeconds(10));
        _client.Dispose();
    }

    private async Task RunAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Headers = context.Request.Headers;
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        if (Interlocked.Increment(ref _requests) <= _failures)
        {
            context.Response.StatusCode = 500;
            context.Response.Close();
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), new Uri(_target, context.Request.RawUrl)) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var name in context.Request.Headers.AllKeys.OfType<string>().Where(static name => name is not ("Host" or "Content-Length" or "Connection" or "Expect")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, context.Request.Headers[name]))
            {
                request.Content.Headers.TryAddWithoutValidation(name, context.Request.Headers[name]);
            }
        }

        using var answer = await _client.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.Close();
    }
}
