using Aspire.Hosting.Engine;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Gives the builder that is being constructed the defaults of tests, and nothing else.</summary>
internal sealed class ConstructionDefaults(TestDefaults defaults) : BuilderInterception
{
    public override void Creating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) => defaults.Apply(options, settings);

    public override void Created(DistributedApplicationBuilder builder) => TestDefaults.Apply(builder);

    public override void Building(DistributedApplicationBuilder builder)
    {
        // The test calls Build itself.
    }

    public override DistributedApplication Built(DistributedApplication application) => application;
}
