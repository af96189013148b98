namespace Aspire.Hosting.Testing;

/// <summary>The application of an entry point that waits for the test to build it.</summary>
internal sealed class EntryPointTestingBuilder(EntryPointRun run, DistributedApplicationBuilder builder) : DelegatingTestingBuilder(builder)
{
    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => run.BuildAsync(cancellationToken);

    public override ValueTask DisposeAsync() => run.DisposeAsync();
}
