using Amazon.SQS;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MyArch.ServiceDefaults;

namespace MyArch.Worker.Handlers.Tests.Fixtures;

/// <summary>The app in this process, behind a real Kestrel on a free loopback port.</summary>
internal sealed class HandlersServer : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string?> _settings;

    public HandlersServer(Dictionary<string, string?> settings)
    {
        _settings = settings;
        UseKestrel();
        StartServer();
        Http = new HttpClient { BaseAddress = ClientOptions.BaseAddress, Timeout = TimeSpan.FromSeconds(60) };
        Http.DefaultRequestHeaders.Add(OriginVerification.Header, HandlersSettings.Secret);
    }

    /// <summary>A client that is the daemon.</summary>
    public HttpClient Http { get; }

    /// <summary>What it measures from now on.</summary>
    public Measurements Measure() => new(HandlersMetrics.Name, Services);

    /// <summary>Posts a message as the daemon does.</summary>
    public Task<HttpResponseMessage> PostAsync(string? type, string body) => HandlersSettings.PostAsync(Http, type, body);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(static logging => logging.SetMinimumLevel(LogLevel.Error));
        // The SDK reads its variables from the environment, of which all servers of a test run have the same.
        builder.ConfigureTestServices(services => services.AddSingleton<IAmazonSQS>(_ => HandlersSettings.QueueClient(_settings["AWS_ENDPOINT_URL_SQS"]!)));
    }
}
