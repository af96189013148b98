using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine.Logging;

/// <summary>Writes what the host has to say about a resource into the resource's own log.</summary>
internal sealed class ResourceLogger(ResourceLog log) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None and >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = formatter(state, exception) + (exception is null ? "" : $"\n{exception}");
        foreach (var line in text.Split('\n'))
        {
            log.Append(line.TrimEnd('\r'), logLevel >= LogLevel.Error);
        }
    }
}
