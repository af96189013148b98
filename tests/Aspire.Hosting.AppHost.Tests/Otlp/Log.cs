using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard.Tests.Otlp;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Order {OrderId} is {State}")]
    public static partial void Placed(ILogger logger, int orderId, string state);
}
