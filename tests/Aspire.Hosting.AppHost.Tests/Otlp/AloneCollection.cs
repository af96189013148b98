namespace Aspire.Hosting.Dashboard.Tests.Otlp;

/// <summary>Tests that measure the process, and so run when no other one does.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
