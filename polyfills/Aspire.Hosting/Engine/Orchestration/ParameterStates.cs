using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>Shows the values of the model's parameters, and which are missing.</summary>
internal sealed partial class ParameterStates(ResourceNotificationService notifications, ResourceLoggerService loggers)
{
    public async Task PublishAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        try
        {
            var value = await parameter.GetValueAsync(cancellationToken);
            await notifications.PublishUpdateAsync(parameter, s => s with
            {
                ResourceType = parameter.IsConnectionString ? KnownResourceTypes.ConnectionString : KnownResourceTypes.Parameter,
                State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
                Properties = s.Properties.With(KnownProperties.ParameterValue, value, parameter.Secret),
            });
        }
        catch (DistributedApplicationException exception)
        {
            Log.Missing(loggers.GetLogger(parameter), exception.Message);
            await notifications.PublishUpdateAsync(parameter, s => s with
            {
                ResourceType = KnownResourceTypes.Parameter,
                State = new ResourceStateSnapshot(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Error),
            });
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Reason}")]
        public static partial void Missing(ILogger logger, string reason);
    }
}
