using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Tests;

/// <summary>An instance of the service behind a real Kestrel on a free loopback port.</summary>
internal sealed class MediaServer : WebApplicationFactory<Program>
{
    public const string Secret = "the-public-listener-of-tests";
    public const string InternalSecret = "the-internal-listener-of-tests";
    public const string AdminKey = "the-administrator-of-tests";

    private readonly Dictionary<string, string?> _settings;

    public MediaServer(string id, params IEnumerable<(string Key, string Value)> settings)
    {
        _settings = new()
        {
            ["Instance:Id"] = id,
            ["Instance:Zone"] = id[^2..^1],
            ["Instance:Type"] = "t3.micro",
            ["Instance:Version"] = "v1",
            ["Origin:Secret"] = Secret,
            ["Origin:InternalSecret"] = InternalSecret,
            ["Admin:Key"] = AdminKey,
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

    /// <summary>What it measures from now on.</summary>
    public Measurements Measure()
    {
        StartServer();
        return new Measurements(MediaMetrics.MeterName, Services);
    }

    /// <summary>A client that says what the load balancer says for everybody.</summary>
    public HttpClient CreateVisitor() => CreateClient(Secret);

    /// <summary>A client that says what the load balancer says for callers from inside.</summary>
    public HttpClient CreateCaller() => CreateClient(InternalSecret);

    /// <summary>A client with the administrator's key.</summary>
    public HttpClient CreateAdmin()
    {
        var client = CreateVisitor();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(static logging => logging.SetMinimumLevel(LogLevel.Warning));
    }

    private HttpClient CreateClient(string secret)
    {
        var client = new HttpClient { BaseAddress = new Uri(Address) };
        client.DefaultRequestHeaders.Add(OriginVerification.Header, secret);
        return client;
    }
}
