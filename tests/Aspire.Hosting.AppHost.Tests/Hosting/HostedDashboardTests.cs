using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard.Tests.Hosting;

public sealed class HostedDashboardTests
{
    [Fact]
    public async Task The_dashboard_of_a_running_application_lets_a_browser_in_by_the_link_that_is_logged_once()
    {
        var log = new LogLines();
        await using var application = new DashboardedApplication(builder => builder.Services.AddLogging(logging => logging.AddProvider(log)));
        await application.InitializeAsync();

        var lines = log.Lines.Where(static line => line.Contains("/login?t=", StringComparison.Ordinal));
        var link = lines.ShouldHaveSingleItem();
        link.ShouldStartWith("Login to the dashboard at http://localhost:");
        using var answer = await application.Clients.Anonymous.GetAsync(new Uri(link[link.IndexOf("http", StringComparison.Ordinal)..]));
        answer.Headers.Location!.OriginalString.ShouldBe("/");
        (await application.Clients.Anonymous.GetPageAsync("/consolelogs")).Title.ShouldBe("Console - Dashboard");
    }

    [Fact]
    public async Task It_answers_before_the_first_resource_starts_and_until_the_last_has_ended()
    {
        using var folder = new TemporaryDirectory();
        var seen = Path.Combine(folder.Path, "seen");
        await using var application = new DashboardedApplication(builder => builder
            // Says whether something listens on the dashboard's port: when it starts, and when it is asked to end.
            .AddExecutable("witness", "/bin/bash", folder.Path, "-c", """
                look() { (exec 3<> /dev/tcp/127.0.0.1/$PORT) 2> /dev/null && echo "$1: yes" >> seen || echo "$1: no" >> seen; }
                trap 'look stopping; exit 0' TERM
                look starting
                while :; do sleep 0.05; done
                """)
            .WithEnvironment(context => context.EnvironmentVariables["PORT"] = $"{new Uri(builder.Configuration["ASPNETCORE_URLS"]!).Port}"));
        await application.InitializeAsync();
        await Eventually.IsTrueAsync(() => File.Exists(seen));
        var address = application.Settings.Address;

        await application.App.StopAsync();

        (await File.ReadAllLinesAsync(seen)).ShouldBe(["starting: yes", "stopping: yes"]);
        using var client = new HttpClient();
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(address));
    }

    [Fact]
    public async Task A_taken_port_is_an_error_that_says_which()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var application = new DashboardedApplication(static _ => { }, $"--ASPNETCORE_URLS=http://localhost:{port}");

        var error = await Should.ThrowAsync<DistributedApplicationException>(application.InitializeAsync);

        error.Message.ShouldContain($"http://localhost:{port}/");
    }

    [Fact]
    public async Task Resources_send_their_telemetry_to_it_with_its_key()
    {
        await using var application = new DashboardedApplication(static builder =>
            DashboardedApplication.AddScript(builder, "sender", "env; exec sleep 1000").WithOtlpExporter(OtlpProtocol.HttpProtobuf));
        await application.InitializeAsync();

        var variables = application.Snapshot("sender").EnvironmentVariables.ToDictionary(static variable => variable.Name, static variable => variable.Value);

        variables["OTEL_EXPORTER_OTLP_ENDPOINT"].ShouldBe(application.Settings.OtlpAddress.GetLeftPart(UriPartial.Authority));
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"].ShouldBe("http/protobuf");
        variables["OTEL_EXPORTER_OTLP_HEADERS"].ShouldBe($"x-otlp-api-key={application.Settings.OtlpApiKey}");
        variables["OTEL_SERVICE_NAME"].ShouldBe("sender");
        var log = application.App.Services.GetRequiredService<ResourceLoggerService>().LogOf("sender");
        var lines = await Eventually.BecomesAsync(_ => Task.FromResult(log.Last(int.MaxValue)), static lines => lines.Any(static line => line.StartsWith("OTEL_EXPORTER_OTLP_HEADERS", StringComparison.Ordinal)));
        lines.ShouldNotContain(line => line.Contains(application.Settings.OtlpApiKey, StringComparison.Ordinal), "Keys do not reach a log.");
    }

    [Fact]
    public async Task The_keys_are_known_before_the_application_is_built_and_can_be_chosen()
    {
        string? generated = null;
        await using (new DashboardedApplication(builder => generated = builder.Configuration["AppHost:BrowserToken"]))
        {
            generated!.Length.ShouldBe(32);
        }

        await using var chosen = new DashboardedApplication(static builder => builder.Configuration["AppHost:BrowserToken"] = "chosen-later", "--AppHost:DashboardApiKey=chosen-key");
        await chosen.InitializeAsync();
        chosen.Settings.BrowserToken.ShouldBe("chosen-later");
        chosen.Settings.ApiKey.ShouldBe("chosen-key");
        using var resources = await chosen.Clients.Api.GetAsync(new Uri("/api/resources", UriKind.Relative));
        resources.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stream_that_is_open_does_not_hold_up_the_end()
    {
        await using var application = new DashboardedApplication(static _ => { });
        await application.InitializeAsync();
        var client = await application.Clients.SignInAsync();
        using var stream = await client.GetAsync(new Uri("/live?of=board", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        stream.StatusCode.ShouldBe(HttpStatusCode.OK);

        await application.App.StopAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
