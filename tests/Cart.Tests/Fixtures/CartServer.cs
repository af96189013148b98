using System.Globalization;
using Amazon.SQS;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MyArch.Cart.Tests.Fixtures;

/// <summary>An instance of the service behind a real Kestrel on a free loopback port.</summary>
internal sealed class CartServer : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string?> _settings;
    private readonly TimeProvider _time;
    private HttpClient? _client;

    public CartServer(Dictionary<string, string?> settings, TimeProvider? time = null)
    {
        _settings = settings;
        _time = time ?? TimeProvider.System;
        UseKestrel();
    }

    /// <summary>A client that says what the load balancer says.</summary>
    public HttpClient Http
    {
        get
        {
            StartServer();
            return _client ??= CartSettings.CreateClient(ClientOptions.BaseAddress.ToString());
        }
    }

    /// <summary>Somebody who has never been here.</summary>
    public Visitor Visitor() => new(Http);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(static logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(_time);
            // The SDK reads its variables from the environment, of which all servers of a test run have the same.
            services.AddSingleton<IAmazonSQS>(_ => JobsQueue.ClientOf(
                _settings["AWS_ENDPOINT_URL_SQS"]!, timeout: TimeSpan.Parse(_settings["Jobs:SendTimeout"]!, CultureInfo.InvariantCulture) * 0.4));
        });
    }

    protected override void Dispose(bool disposing)
    {
        _client?.Dispose();
        base.Dispose(disposing);
    }
}
