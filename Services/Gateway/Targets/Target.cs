namespace MyArch.Gateway.Targets;

/// <summary>One instance behind a target group.</summary>
internal sealed class Target : IDisposable
{
    private readonly CancellationTokenSource _deregistered = new();
    private readonly CancellationTokenSource _closed = new();
    private int _inFlight;

    public Target(string id, Uri address, string zone, TargetStatus status)
    {
        Id = id;
        Address = address;
        Zone = zone;
        Status = status;
        Prefix = address.GetLeftPart(UriPartial.Authority);
        Deregistered = _deregistered.Token;
        Closed = _closed.Token;
    }

    public string Id { get; }

    public Uri Address { get; }

    /// <summary>The availability zone, a label.</summary>
    public string Zone { get; }

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Prefix { get; }

    /// <summary>State and reason; written by the target's group only.</summary>
    public TargetStatus Status { get => Volatile.Read(ref field); set => Volatile.Write(ref field, value); }

    /// <summary>Requests that were sent and not answered to the end.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Cancelled when the target is deregistered: its health checks end.</summary>
    public CancellationToken Deregistered { get; }

    /// <summary>Cancelled when the deregistration delay has passed: requests still in flight are cut off.</summary>
    public CancellationToken Closed { get; }

    public void BeginRequest() => Interlocked.Increment(ref _inFlight);

    public void EndRequest() => Interlocked.Decrement(ref _inFlight);

    public void Deregister() => _deregistered.Cancel();

    public void Close() => _closed.Cancel();

    public void Dispose()
    {
        _deregistered.Dispose();
        _closed.Dispose();
    }
}
