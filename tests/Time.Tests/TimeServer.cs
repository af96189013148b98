using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MyArch.ServiceDefaults;

namespace MyArch.Time.Tests;

/// <summary>An instance of the service behind a real Kestrel on a free loopback port.</summary>
internal sealed class TimeServer : WebApplicationFactory<Program>
{
    public const string Secret = "the-public-listener-of-tests";

    private readonly Dictionary<string, string?> _settings;
    private readonly TimeProvider _time;

    public TimeServer(string id = "time-a1", TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        _time = time ?? TimeProvider.System;
        _settings = new()
        {
            ["Instance:Id"] = id,
            ["Instance:Zone"] = id[^2..^1],
            ["Instance:Type"] = "t3.micro",
            ["Instance:Version"] = "v1",
            ["Origin:Secret"] = Secret,
            ["Origin:InternalSecret"] = "the-internal-listener-of-tests",
            ["Drain:Delay"] = "00:00:00",
        };
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }

        // The port comes from the settings: UseKestrel(0) sets it while the service may be starting already, and that fails now and then.
        _settings["urls"] = "http://127.0.0.1:0";
        UseKestrel();
    }

    /// <summary>Where it listens, without the slash.</summary>
    public string Address
    {
        get
        {
            StartServer();
            return ClientOptions.BaseAddress.ToString().TrimEnd('/');
        }
    }

    /// <summary>A client that says what the load balancer says.</summary>
    public HttpClient CreateOriginClient()
    {
        var client = new HttpClient { BaseAddress = new Uri(Address) };
        client.DefaultRequestHeaders.Add(OriginVerification.Header, Secret);
        return client;
    }

    /// <summary>What SIGTERM does.</summary>
    public void Drain() => Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(static logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.ConfigureTestServices(services => services.AddSingleton(_time));
    }
}
