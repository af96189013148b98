using System.Collections.Concurrent;
using System.Globalization;

namespace MyArch.SystemTests.Shop;

/// <summary>Visitors who look at the assortment until they are told to stop, without trying anything twice. What went wrong for them is taken down.</summary>
internal sealed class ReadLoad : IAsyncDisposable
{
    private const int Items = 1000;

    private readonly HttpClient _site;
    private readonly CancellationTokenSource _done = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Task _readers;
    private int _reads;
    private int _onPrimary;

    public ReadLoad(HttpClient site, int readers = 8)
    {
        _site = site;
        _readers = Task.WhenAll(Enumerable.Range(0, readers).Select(number => Task.Run(() => ReadAsync(new Random(number)))));
    }

    /// <summary>How many reads were answered so far.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>How many of them by the primary.</summary>
    public int OnPrimary => Volatile.Read(ref _onPrimary);

    /// <summary>Waits until so many more reads were answered.</summary>
    public Task MoreAsync(int reads)
    {
        var before = Reads;
        return Eventually.IsTrueAsync(() => Reads >= before + reads, TimeSpan.FromMinutes(3), string.Create(CultureInfo.InvariantCulture, $"{reads} more reads are answered"));
    }

    /// <summary>Ends the load: none of its reads has failed.</summary>
    public async Task EndAsync()
    {
        await _done.CancelAsync();
        await _readers;
        _failures.ShouldBeEmpty($"of {Reads} reads");
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _readers;
        _done.Dispose();
    }

    private async Task ReadAsync(Random random)
    {
        while (!_done.IsCancellationRequested)
        {
            // Items are soon in the cache. A list is kept for seconds, and there are many: its reads go to a database.
            var path = random.Next(2) == 0
                ? $"/api/catalog/items/{random.Next(1, Items + 1)}"
                : $"/api/catalog/items?limit={random.Next(1, 21)}&q={random.Next(1, Items + 1)}";
            try
            {
                using var response = await _site.GetAsync(path);
                Interlocked.Increment(ref _reads);
                if (!response.IsSuccessStatusCode)
                {
                    _failures.Enqueue($"{path}: {(int)response.StatusCode} {response.Headers} {await response.Content.ReadAsStringAsync()}");
                }
                else if (response.Headers.TryGetValues("X-Database", out var roles) && roles.Contains("primary"))
                {
                    Interlocked.Increment(ref _onPrimary);
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
            {
                _failures.Enqueue($"{path}: {failure.Message}");
            }
        }
    }
}
