namespace MyArch.Gateway.Tests.Fixtures;

/// <summary>Whether there are spans is a matter of the whole process: tests that listen, and those that need that nobody does, run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class TracingCollection
{
    public const string Name = "Tracing";
}
