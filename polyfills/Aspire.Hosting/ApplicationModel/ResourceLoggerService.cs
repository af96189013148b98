using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Aspire.Hosting.Engine.Logging;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The output of resources, the last 10,000 lines of each, or as many as have 2,000,000 characters.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly SecretMask _mask;
    private readonly TimeProvider _time;

    public ResourceLoggerService()
        : this(new SecretMask(), TimeProvider.System)
    {
    }

    internal ResourceLoggerService(SecretMask mask, TimeProvider time)
    {
        _mask = mask;
        _time = time;
    }

    /// <summary>A logger that writes into the resource's log.</summary>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return GetLogger(resource.Name);
    }

    /// <inheritdoc cref="GetLogger(IResource)" />
    public ILogger GetLogger(string resourceName) => new ResourceLogger(LogOf(resourceName));

    /// <summary>What is kept, then every new line, in the batches in which they come. It ends when the log is complete.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return WatchAsync(resource.Name);
    }

    /// <inheritdoc cref="WatchAsync(IResource)" />
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return WatchCoreAsync(LogOf(resourceName));
    }

    /// <summary>What is kept, and nothing more.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return GetAllAsync(resource.Name);
    }

    /// <inheritdoc cref="GetAllAsync(IResource)" />
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return KeptAsync(LogOf(resourceName));
    }

    /// <summary>Ends the streams of those who read along.</summary>
    public void Complete(IResource resource) => LogOf(resource.Name).Complete();

    /// <inheritdoc cref="Complete(IResource)" />
    public void Complete(string name) => LogOf(name).Complete();

    /// <summary>Ends all streams.</summary>
    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Complete();
        }

        GC.SuppressFinalize(this);
    }

    internal ResourceLog LogOf(string resourceName) => _logs.GetOrAdd(resourceName, _ => new ResourceLog(_mask, _time));

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> KeptAsync(ResourceLog log)
    {
        await Task.CompletedTask;
        if (log.Kept() is { Count: > 0 } kept)
        {
            yield return kept;
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchCoreAsync(ResourceLog log, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = log.Subscribe(out var kept);
        try
        {
            if (kept.Count > 0)
            {
                yield return kept;
            }

            while (await reader.WaitToReadAsync(cancellationToken))
            {
                var batch = new List<LogLine>();
                while (reader.TryRead(out var line))
                {
                    batch.Add(line);
                }

                yield return batch;
            }
        }
        finally
        {
            log.Unsubscribe(reader);
        }
    }
}
