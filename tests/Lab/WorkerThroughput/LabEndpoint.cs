using Aspire.Hosting;
using Aspire.Hosting.Testing;
using MyArch.Testing;

namespace MyArch.Lab.WorkerThroughput;

/// <summary>The local endpoint of SQS, durable as in the system.</summary>
internal sealed class LabEndpoint : IAsyncDisposable
{
    private const string Name = "aws";
    private static readonly string[] NoArguments = [];

    private readonly IDistributedApplicationTestingBuilder _builder;

    private LabEndpoint(IDistributedApplicationTestingBuilder builder, Uri url) => (_builder, Url) = (builder, url);

    public Uri Url { get; }

    public static async Task<LabEndpoint> StartAsync()
    {
        var builder = DistributedApplicationTestingBuilder.Create(NoArguments);
        builder.AddContainer(Name, "kibertoad/fauxqs", "2.4.1")
            .WithHttpEndpoint(targetPort: 4566, name: "http", port: FreePort.Find(), isProxied: false)
            .WithHttpHealthCheck("/health")
            .WithEnvironment("FAUXQS_PERSISTENCE", "true")
            .WithVolume("data", "/data");
        var app = await builder.BuildAsync();
        await app.StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync(Name);
        return new LabEndpoint(builder, app.GetEndpoint(Name, "http"));
    }

    public ValueTask DisposeAsync() => _builder.DisposeAsync();
}
