using Microsoft.Extensions.Options;

namespace MyArch.Media.Uploads;

/// <summary>Bounds the uploads of an instance, and so the disk, the memory and the connections that they take.</summary>
internal sealed class UploadSlots(IOptions<MediaOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.MostUploads);

    /// <summary>Takes a slot, if one is free; to be given back by disposing it.</summary>
    public Slot? TryTake() => _free.Wait(TimeSpan.Zero) ? new Slot(_free) : null;

    public void Dispose() => _free.Dispose();

    /// <summary>A place among the uploads.</summary>
    internal sealed class Slot(SemaphoreSlim free) : IDisposable
    {
        private int _isReturned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) == 0)
            {
                free.Release();
            }
        }
    }
}
