using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Logging;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>Asks a resource's callbacks for its command line and environment, and everything in them for its value.</summary>
internal sealed partial class ExecutionConfigurationReader(
    DistributedApplicationExecutionContext executionContext, ResourceLoggerService loggers, SecretMask mask)
{
    public async Task<ExecutionConfiguration> ReadAsync(IResource resource, CancellationToken cancellationToken)
    {
        var logger = loggers.GetLogger(resource);
        var args = new List<object>();
        var argsContext = new CommandLineArgsCallbackContext(args, resource, cancellationToken) { ExecutionContext = executionContext, Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(argsContext);
        }

        var environment = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken) { Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(environment);
        }

        var context = new ValueProviderContext { ExecutionContext = executionContext, Caller = resource };
        var arguments = new List<string>();
        foreach (var (index, argument) in args.Index())
        {
            arguments.Add(await ResolveAsync(argument, $"argument {index + 1}", resource, context, cancellationToken) ?? "");
            if (Secrets(argument).FirstOrDefault() is { } secret)
            {
                Log.SecretArgument(logger, secret.Name, index + 1);
            }
        }

        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in environment.EnvironmentVariables)
        {
            if (await ResolveAsync(value, $"environment variable {name}", resource, context, cancellationToken) is { } text)
            {
                variables[name] = text;
            }
        }

        return new ExecutionConfiguration(arguments, variables);
    }

    private static IEnumerable<ParameterResource> Secrets(object value)
    {
        var open = new Queue<object>([value]);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        while (open.TryDequeue(out var current))
        {
            if (!seen.Add(current))
            {
                continue;
            }

            if (current is ParameterResource { Secret: true } parameter)
            {
                yield return parameter;
            }

            foreach (var reference in current is IValueWithReferences composite ? composite.References : [])
            {
                open.Enqueue(reference);
            }
        }
    }

    private async Task<string?> ResolveAsync(object? value, string what, IResource resource, ValueProviderContext context, CancellationToken cancellationToken)
    {
        try
        {
            var provider = value is IResourceBuilder<IResource> builder ? builder.Resource : value;
            var text = provider switch
            {
                null => null,
                string literal => literal,
                IValueProvider dynamic => await dynamic.GetValueAsync(context, cancellationToken),
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                _ => provider.ToString(),
            };

            // Parameters that the application made by itself have not met the mask yet.
            foreach (var secret in value is null ? [] : Secrets(value))
            {
                mask.Add(await secret.GetValueAsync(cancellationToken));
            }

            return text;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new DistributedApplicationException($"The {what} of resource '{resource.Name}' has no value: {exception.Message}", exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The secret '{Parameter}' is argument {Number} of the command line, which every user of this machine can read. Pass it as an environment variable.")]
        public static partial void SecretArgument(ILogger logger, string parameter, int number);
    }
}
