namespace MyArch.Worker.Daemon.Receiving;

/// <summary>The places for messages at work. Nothing is pulled for which there is none.</summary>
internal sealed class Slots(int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);

    /// <summary>Waits until a place is free and takes it, and as many more as are free too, up to <paramref name="most"/>.</summary>
    public async Task<int> TakeAsync(int most, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        var taken = 1;
        while (taken < most && _free.Wait(0, CancellationToken.None))
        {
            taken++;
        }

        return taken;
    }

    /// <summary>Gives places back.</summary>
    public void Return(int places)
    {
        if (places > 0)
        {
            _free.Release(places);
        }
    }

    public void Dispose() => _free.Dispose();
}
