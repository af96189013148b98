using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MyArch.ServiceDefaults;

/// <summary>A body whose flushes wait, as long as it is JSON and small: what was written goes out with the end of the answer.</summary>
internal sealed class OnePieceBody(IHttpResponseBodyFeature inner, HttpResponse response) : PipeWriter, IHttpResponseBodyFeature
{
    /// <summary>What may wait, in bytes; more is sent as it comes.</summary>
    public const int MaxBytes = 16_384;

    private bool _sendsAsItComes;

    public Stream Stream => inner.Stream;

    public PipeWriter Writer => this;

    public override bool CanGetUnflushedBytes => inner.Writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.Writer.UnflushedBytes;

    // application/json and application/problem+json.
    private bool IsJson => response.ContentType is { } type
        && type.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && type.Contains("json", StringComparison.OrdinalIgnoreCase);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        _sendsAsItComes = _sendsAsItComes || UnflushedBytes > MaxBytes || !IsJson;
        return _sendsAsItComes ? inner.Writer.FlushAsync(cancellationToken) : BeginAsync(cancellationToken);
    }

    public void DisableBuffering()
    {
        _sendsAsItComes = true;
        inner.DisableBuffering();
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.Writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.Writer.GetSpan(sizeHint);

    public override void Advance(int bytes) => inner.Writer.Advance(bytes);

    public override void CancelPendingFlush() => inner.Writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Writer.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.Writer.CompleteAsync(exception);

    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => inner.SendFileAsync(path, offset, count, cancellationToken);

    public Task CompleteAsync() => inner.CompleteAsync();

    // The answer has begun for everybody who asks, as by a flush: nobody can write another one over it.
    private async ValueTask<FlushResult> BeginAsync(CancellationToken cancellationToken)
    {
        await inner.StartAsync(cancellationToken);
        return default;
    }
}
