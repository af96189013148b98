using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MyArch.ServiceDefaults;
using MyArch.Worker.Daemon.Control;

namespace MyArch.Worker.Daemon.Tests.Fixtures;

/// <summary>A daemon in this process, behind a real Kestrel on a free loopback port.</summary>
internal sealed class DaemonServer : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string?> _settings;
    private readonly TimeProvider _time;

    public DaemonServer(Dictionary<string, string?> settings, TimeProvider? time = null)
    {
        _settings = settings;
        _time = time ?? TimeProvider.System;
        foreach (var (key, value) in settings.Where(static setting => setting.Key.StartsWith("AWS_", StringComparison.Ordinal)))
        {
            // The SDK reads them from nowhere else.
            Environment.SetEnvironmentVariable(key, value);
        }

        UseKestrel();
        StartServer();
        Http = Client(DaemonSettings.InternalSecret);
    }

    /// <summary>A client that knows the internal secret.</summary>
    public HttpClient Http { get; }

    public HttpClient Client(string? secret)
    {
        var client = new HttpClient { BaseAddress = ClientOptions.BaseAddress, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Add(OriginVerification.Header, secret);
        return client;
    }

    public async Task<InstanceState> StateAsync() => (await Http.GetFromJsonAsync<InstanceState>("instance"))!;

    public async Task<InstanceState> PauseAsync() => await AskAsync("pause");

    public async Task<InstanceState> ResumeAsync() => await AskAsync("resume");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(static logging => logging.SetMinimumLevel(LogLevel.Error));
        builder.ConfigureTestServices(services => services.AddSingleton(_time));
    }

    private async Task<InstanceState> AskAsync(string command)
    {
        using var response = await Http.PostAsync(command, content: null);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<InstanceState>())!;
    }
}
