using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Scopes that repeat become one object each. Bounded: the first thousand.</summary>
internal sealed class ScopePool
{
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<(string Name, string Version), TelemetryScope> _scopes = [];
    private int _count;

    /// <summary>False: there are too many; the caller makes one for itself.</summary>
    public bool TryGet(string name, string version, [NotNullWhen(true)] out TelemetryScope? scope)
    {
        if (_scopes.TryGetValue((name, version), out scope))
        {
            return true;
        }

        if (Volatile.Read(ref _count) >= Most)
        {
            return false;
        }

        Interlocked.Increment(ref _count);
        scope = _scopes.GetOrAdd((name, version), static key => new TelemetryScope(key.Name, key.Version, default));
        return true;
    }
}
