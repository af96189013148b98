using System.Text.Json;

namespace MyArch.SystemTests.Dashboard;

/// <summary>An environment as a person starts it, with its dashboard, started once for the tests of a class.</summary>
/// <param name="environment">Its name.</param>
public abstract class DashboardSystem(string environment) : IAsyncLifetime
{
    private readonly TemporaryDirectory _state = new();
    private AppHostProcess? _host;

    /// <summary>The gateway's public listener.</summary>
    public Uri Gateway { get; private set; } = new("http://unset");

    /// <summary>The dashboard's address.</summary>
    public Uri Address { get; private set; } = new("http://unset");

    /// <summary>What signs a browser in.</summary>
    public string Token { get; private set; } = "";

    /// <summary>The AppHost's process.</summary>
    public int ProcessId => _host!.Process.Id;

    /// <summary>A script with the dashboard's key.</summary>
    public HttpClient Api { get; private set; } = new();

    public async Task InitializeAsync()
    {
        _host = AppHostProcess.Start(_state.Path, environment);
        try
        {
            Gateway = await _host.ReadyAsync();
        }
        catch
        {
            // Nobody disposes a fixture that could not be made, and its processes would slow down all that follows.
            _host.Dispose();
            _host = null;
            _state.Dispose();
            throw;
        }

        using var running = JsonDocument.Parse(await File.ReadAllBytesAsync(_host.RunningFile));
        Address = new Uri(Text("dashboard"));
        Token = Text("dashboardToken");
        Api = new HttpClient { BaseAddress = Address, DefaultRequestHeaders = { { "x-api-key", Text("dashboardApiKey") } } };

        string Text(string name) => running.RootElement.GetProperty(name).GetString()!;
    }

    public async Task DisposeAsync()
    {
        Api.Dispose();
        if (_host is not null)
        {
            _host.Signal(AppHostProcess.Terminate);
            (await _host.EndAsync()).ShouldBe(0, _host.Output);
            _host.Dispose();
        }

        _state.Dispose();
    }
}
