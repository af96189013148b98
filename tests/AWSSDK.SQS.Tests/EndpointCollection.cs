namespace Amazon.SQS.Tests;

[CollectionDefinition(EndpointTests.Name, DisableParallelization = true)]
public sealed class EndpointCollection;
