namespace MyArch.Cart.Tests.Fixtures;

/// <summary>One real SQS endpoint for all test classes, started by the first one that needs it: every class has queues of its own there.</summary>
internal static class SharedAws
{
    private static readonly Lazy<Task<AwsEndpoint>> Endpoint = new(StartAsync);

    public static Task<AwsEndpoint> GetAsync() => Endpoint.Value;

    private static async Task<AwsEndpoint> StartAsync()
    {
        var endpoint = new AwsEndpoint();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => endpoint.DisposeAsync().Wait(TimeSpan.FromSeconds(10));
        await endpoint.InitializeAsync();
        return endpoint;
    }
}
