using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Images;
using Aspire.Hosting.Engine.Logging;
using Aspire.Hosting.Engine.Store;
using Microsoft.Extensions.Logging;

#pragma warning disable ASPIRECONTAINERSHELLEXECUTION001 // The polyfill's own engine reads what the attribute warns users of.

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>Turns a container resource into what a native program needs to know.</summary>
internal sealed partial class ContainerReader(StoreDirectory store, ResourceLoggerService loggers)
{
    public async Task<NativeContainer> ReadAsync(
        ContainerResource container, ExecutionConfiguration configuration, IReadOnlyList<EndpointBinding> bindings, ResourceLog log, CancellationToken cancellationToken)
    {
        var image = container.GetLast<ContainerImageAnnotation>()
            ?? throw new DistributedApplicationException($"The container '{container.Name}' has no image. Call WithImage.");
        return new NativeContainer
        {
            Name = container.Name,
            Image = string.IsNullOrEmpty(image.Registry) ? image.Image : $"{image.Registry}/{image.Image}",
            Tag = image.Tag ?? "latest",
            Entrypoint = container.Entrypoint,
            Arguments = container.ShellExecution == true && configuration.Arguments is not ["-c", ..] ? ["-c", string.Join(' ', configuration.Arguments)] : configuration.Arguments,
            Environment = configuration.Environment,
            Mounts = [.. Mounts(container)],
            Ports = bindings.ToDictionary(b => b.Endpoint.TargetPort ?? b.ListenPort, b => b.ListenPort),
            User = await UserAsync(container, cancellationToken),
            ScratchDirectory = store.Scratch(container.Name),
            Output = log.Append,
        };
    }

    private static NativeMount Copied(ContainerResource container, ContainerFilesCopyAnnotation files)
    {
        var destination = files.DestinationPath.TrimEnd('/');
        return true switch
        {
            _ when Directory.Exists(files.SourcePath) => new NativeMount(files.SourcePath, destination, IsReadOnly: true),
            _ when File.Exists(files.SourcePath) => new NativeMount(files.SourcePath, $"{destination}/{Path.GetFileName(files.SourcePath)}", IsReadOnly: true),
            _ => throw new DistributedApplicationException($"The files '{files.SourcePath}' of container '{container.Name}' do not exist."),
        };
    }

    private IEnumerable<NativeMount> Mounts(ContainerResource container)
    {
        foreach (var mount in container.Annotations.OfType<ContainerMountAnnotation>())
        {
            if (mount.Type == ContainerMountType.Volume)
            {
                yield return new NativeMount(store.Volume(mount.Source ?? Anonymous(container, mount)), mount.Target, mount.IsReadOnly);
            }
            else if (Path.Exists(mount.Source))
            {
                yield return new NativeMount(mount.Source!, mount.Target, mount.IsReadOnly);
            }
            else
            {
                throw new DistributedApplicationException($"The container '{container.Name}' mounts '{mount.Source}' at '{mount.Target}', and there is no such file or folder.");
            }
        }

        foreach (var files in container.Annotations.OfType<ContainerFilesCopyAnnotation>())
        {
            yield return Copied(container, files);
        }
    }

    private static string Anonymous(ContainerResource container, ContainerMountAnnotation mount) =>
        string.Create(CultureInfo.InvariantCulture, $"{container.Name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mount.Target)))[..8]}");

    /// <summary>The one argument of container runtimes that means something to a native program: the user.</summary>
    private async Task<string?> UserAsync(ContainerResource container, CancellationToken cancellationToken)
    {
        var args = new List<object>();
        var context = new ContainerRuntimeArgsCallbackContext(args, cancellationToken);
        foreach (var annotation in container.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        string? user = null;
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i] as string ?? "";
            if (arg is "--user" or "-u" && i + 1 < args.Count)
            {
                user = args[++i] as string;
            }
            else if (arg.StartsWith("--user=", StringComparison.Ordinal))
            {
                user = arg["--user=".Length..];
            }
            else
            {
                Log.Ignored(loggers.GetLogger(container), arg);
            }
        }

        return user;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The container runtime argument '{Argument}' means nothing to a native program and is ignored.")]
        public static partial void Ignored(ILogger logger, string argument);
    }
}
