namespace MyArch.Worker.Daemon.Receiving;

/// <summary>Tells whoever is at work that the instance ends now.</summary>
internal sealed class Abandonment : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    /// <summary>Cancelled when what is not finished is given up.</summary>
    public CancellationToken Token => _source.Token;

    public Task BeginAsync() => _source.CancelAsync();

    // Cancelled instead of disposed, as background services do: a host that is told to stop twice may dispose while this stops.
    public void Dispose() => _source.Cancel();
}
