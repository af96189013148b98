using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine.Logging;

/// <summary>Writes the output of every resource to the host's log as well, in a category per resource.</summary>
internal sealed partial class ResourceLogForwarder(ResourceLoggerService loggers, ILoggerFactory factory, IHostEnvironment environment)
{
    private readonly ConcurrentDictionary<string, ILogger> _categories = new(StringComparer.OrdinalIgnoreCase);

    public void Start(IEnumerable<IResource> resources)
    {
        foreach (var resource in resources)
        {
            var logger = _categories.GetOrAdd(resource.Name, name => factory.CreateLogger($"{environment.ApplicationName}.Resources.{name}"));
            loggers.LogOf(resource.Name).Appended += (text, isError) => Line(logger, isError ? LogLevel.Error : LogLevel.Information, text);
        }
    }

    [LoggerMessage(EventId = 1, Message = "{Text}")]
    private static partial void Line(ILogger logger, LogLevel level, string text);
}
