using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Images;
using Aspire.Hosting.Engine.Logging;
using Aspire.Hosting.Engine.Processes;
using Aspire.Hosting.Engine.Projects;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>Starts the program of a project, an executable or a container.</summary>
internal sealed class WorkloadLauncher(
    IDistributedApplicationBuilder application,
    ExecutionConfigurationReader configurations,
    ProcessLauncher processes,
    ContainerReader containers,
    NativeImages images,
    ResourceLoggerService loggers)
{
    /// <summary>The type's name in snapshots; null for resources that are no programs.</summary>
    public static string? TypeOf(IResource resource) => resource switch
    {
        ProjectResource => KnownResourceTypes.Project,
        ExecutableResource => KnownResourceTypes.Executable,
        ContainerResource => KnownResourceTypes.Container,
        _ => null,
    };

    public async Task<StartedWorkload> StartAsync(IResource resource, IReadOnlyList<EndpointBinding> bindings, CancellationToken cancellationToken)
    {
        var configuration = await configurations.ReadAsync(resource, cancellationToken);
        var log = loggers.LogOf(resource.Name);
        return resource switch
        {
            ProjectResource project => await StartProjectAsync(project, configuration, log, cancellationToken),
            ExecutableResource executable => await StartExecutableAsync(executable, configuration, log, cancellationToken),
            ContainerResource container => await StartContainerAsync(container, configuration, bindings, log, cancellationToken),
            _ => throw new DistributedApplicationException($"The resource '{resource.Name}' is no program."),
        };
    }

    private async Task<StartedWorkload> StartProjectAsync(ProjectResource project, ExecutionConfiguration configuration, ResourceLog log, CancellationToken cancellationToken)
    {
        var (program, first) = ProjectOutput.Find(project, application.AppHostAssembly);
        var path = project.GetProjectMetadata().ProjectPath;
        var started = await StartProcessAsync(project, program, [.. first, .. configuration.Arguments], Path.GetDirectoryName(path)!, configuration, log, cancellationToken);
        return started with { Properties = started.Properties.With(KnownProperties.ProjectPath, path) };
    }

    private Task<StartedWorkload> StartExecutableAsync(ExecutableResource executable, ExecutionConfiguration configuration, ResourceLog log, CancellationToken cancellationToken)
    {
        // A bare name is looked up on PATH; a path with folders starts at the working directory.
        var program = executable.Command.Contains(Path.DirectorySeparatorChar) ? Path.GetFullPath(executable.Command, executable.WorkingDirectory) : executable.Command;
        return StartProcessAsync(executable, program, configuration.Arguments, executable.WorkingDirectory, configuration, log, cancellationToken);
    }

    private async Task<StartedWorkload> StartProcessAsync(
        IResource resource, string program, IReadOnlyList<string> arguments, string folder, ExecutionConfiguration configuration, ResourceLog log, CancellationToken cancellationToken)
    {
        var process = await processes.StartAsync(
            new ProcessSpec
            {
                Name = resource.Name,
                FileName = program,
                Arguments = arguments,
                WorkingDirectory = folder,
                Environment = InheritedEnvironment.With(configuration.Environment),
                Output = log.Append,
            },
            cancellationToken);
        return new StartedWorkload(process, configuration,
        [
            new ResourcePropertySnapshot(KnownProperties.ExecutablePath, program),
            new ResourcePropertySnapshot(KnownProperties.ExecutableWorkingDirectory, folder),
            new ResourcePropertySnapshot(KnownProperties.ExecutableArguments, arguments) { IsSensitive = true },
            new ResourcePropertySnapshot(KnownProperties.ExecutablePid, process.Id),
        ]);
    }

    private async Task<StartedWorkload> StartContainerAsync(
        ContainerResource container, ExecutionConfiguration configuration, IReadOnlyList<EndpointBinding> bindings, ResourceLog log, CancellationToken cancellationToken)
    {
        var native = await containers.ReadAsync(container, configuration, bindings, log, cancellationToken);
        var process = await images.Find(container.Name, native.Image, native.Tag).StartAsync(native, processes, cancellationToken);
        container.TryGetContainerImageName(out var image);
        return new StartedWorkload(process, configuration,
        [
            new ResourcePropertySnapshot(KnownProperties.ContainerImage, image),
            new ResourcePropertySnapshot(KnownProperties.ContainerArguments, configuration.Arguments) { IsSensitive = true },
            new ResourcePropertySnapshot(KnownProperties.ExecutablePid, process.Id),
        ]);
    }
}
