using System.Reflection;
using Aspire.Hosting.Engine;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>An application without an entry point.</summary>
internal sealed class EmptyTestingBuilder : DelegatingTestingBuilder
{
    private readonly TestDefaults _defaults;
    private DistributedApplication? _application;

    public EmptyTestingBuilder(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure, Assembly caller)
        : this(args, new TestDefaults(caller, configure))
    {
    }

    private EmptyTestingBuilder(string[] args, TestDefaults defaults)
        : base(Construct(args, defaults))
    {
        _defaults = defaults;
    }

    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
    {
        _application = new TestedApplication(Inner.Build(), _defaults.Dispose);
        return Task.FromResult(_application);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        _defaults.Dispose();
    }

    private static DistributedApplicationBuilder Construct(string[] args, TestDefaults defaults)
    {
        var outer = BuilderInterception.Current;
        BuilderInterception.Current = new ConstructionDefaults(defaults);
        try
        {
            return new DistributedApplicationBuilder(args);
        }
        finally
        {
            BuilderInterception.Current = outer;
        }
    }
}
