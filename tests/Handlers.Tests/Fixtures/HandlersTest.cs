namespace MyArch.Worker.Handlers.Tests.Fixtures;

/// <summary>A test with an app, the services that it calls and a storage of its own.</summary>
public abstract class HandlersTest : IAsyncLifetime
{
    private protected TemporaryDirectory Storage { get; } = new();

    private protected GatewayStub Gateway { get; private set; } = null!;

    private protected HandlersServer App { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        Gateway = await GatewayStub.StartAsync();
        App = new HandlersServer(Settings());
    }

    public virtual async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Gateway.DisposeAsync();
        Storage.Dispose();
    }

    private protected virtual Dictionary<string, string?> Settings() => HandlersSettings.Of(Gateway.Address, Storage.Path);
}
