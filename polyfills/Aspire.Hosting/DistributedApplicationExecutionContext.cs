namespace Aspire.Hosting;

/// <summary>Tells callbacks what the application does now.</summary>
public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    private Func<IServiceProvider?>? _services;

    public DistributedApplicationOperation Operation { get; } = operation;

    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <summary>The application's services.</summary>
    /// <exception cref="InvalidOperationException">The application is not built yet.</exception>
    public IServiceProvider Services => _services?.Invoke() ?? throw new InvalidOperationException("The services exist once the application is built.");

    internal void Provide(Func<IServiceProvider?> services) => _services = services;
}
