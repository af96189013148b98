using Microsoft.Extensions.Logging;

namespace OpenTelemetry.Extensions.Hosting.Tests;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Hello {Name}")]
    public static partial void Greeting(ILogger logger, string name);
}
