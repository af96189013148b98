using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Executes commands of resources: start, stop, restart, and those that the application added.</summary>
public partial class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services)
    {
        _notifications = notifications;
        _loggers = loggers;
        _services = services;
    }

    /// <summary>Executes a command on the resource of this name. Failures are results; nothing is thrown.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        _notifications.TryGetCurrentState(resourceId, out var current)
            ? ExecuteCommandAsync(current.Resource, commandName, cancellationToken)
            : Task.FromResult(CommandResults.Failure($"Resource '{resourceId}' not found."));

    /// <summary>Executes a command on a resource. Failures are results; nothing is thrown.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(commandName);
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().LastOrDefault(c => string.Equals(c.Name, commandName, StringComparison.Ordinal));
        if (command is null)
        {
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{resource.Name}'.");
        }

        var logger = _loggers.GetLogger(resource);
        try
        {
            var context = new ExecuteCommandContext { ResourceName = resource.Name, ServiceProvider = _services, Logger = logger, CancellationToken = cancellationToken };
            var result = await command.ExecuteCommand(context);
            if (!result.Success && !result.Canceled)
            {
                Log.Failed(logger, commandName, result.Message);
            }

            return result;
        }
        catch (OperationCanceledException)
        {
            return CommandResults.Canceled();
        }
        catch (Exception exception)
        {
            Log.Threw(logger, exception, commandName);
            return CommandResults.Failure(exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Command '{Command}' failed: {Reason}")]
        public static partial void Failed(ILogger logger, string command, string? reason);

        [LoggerMessage(2, LogLevel.Error, "Command '{Command}' failed.")]
        public static partial void Threw(ILogger logger, Exception exception, string command);
    }
}
