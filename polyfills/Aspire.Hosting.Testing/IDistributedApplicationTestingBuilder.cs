namespace Aspire.Hosting.Testing;

/// <summary>An application that a test can still change before it builds it. Its disposal leaves nothing behind.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Builds the application. It is not started yet.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
