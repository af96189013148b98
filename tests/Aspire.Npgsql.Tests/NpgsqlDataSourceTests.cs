using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Aspire.Npgsql.Tests;

public sealed class NpgsqlDataSourceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task One_host_makes_a_data_source_that_connects()
    {
        using var host = Build(builder => builder.AddNpgsqlDataSource("store"), ("ConnectionStrings:store", postgres.Primary.ConnectionString()));

        await using var command = host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select 42");

        (await command.ExecuteScalarAsync()).ShouldBe(42);
    }

    [Fact]
    public async Task Several_hosts_make_a_data_source_that_knows_them_by_their_role()
    {
        using var host = Build(builder => builder.AddNpgsqlDataSource("store"), ("ConnectionStrings:store", postgres.BothHosts));

        var source = host.Services.GetRequiredService<NpgsqlDataSource>().ShouldBeOfType<NpgsqlMultiHostDataSource>();

        (await PortAsync(source.WithTargetSession(TargetSessionAttributes.Primary))).ShouldBe(postgres.Primary.Port);
        (await PortAsync(source.WithTargetSession(TargetSessionAttributes.PreferStandby))).ShouldBe(postgres.Replica.Port);
    }

    [Fact]
    public void Settings_come_from_the_section_then_the_named_section_then_the_connection_string_then_the_caller()
    {
        NpgsqlSettings? seen = null;
        using var host = Build(
            builder => builder.AddNpgsqlDataSource("store", settings => seen = settings),
            ("Aspire:Npgsql:ConnectionString", "Host=general"),
            ("Aspire:Npgsql:DisableMetrics", "true"),
            ("Aspire:Npgsql:DisableTracing", "true"),
            ("Aspire:Npgsql:store:ConnectionString", "Host=named"),
            ("Aspire:Npgsql:store:DisableTracing", "false"));

        seen.ShouldNotBeNull();
        (seen.ConnectionString, seen.DisableMetrics, seen.DisableTracing, seen.DisableHealthChecks).ShouldBe(("Host=named", true, false, false));

        using var other = Build(builder => builder.AddNpgsqlDataSource("store", settings => seen = settings),
            ("Aspire:Npgsql:store:ConnectionString", "Host=named"), ("ConnectionStrings:store", "Host=injected"));
        seen.ConnectionString.ShouldBe("Host=injected");

        using var changed = Build(builder => builder.AddNpgsqlDataSource("store", static settings => settings.ConnectionString = "Host=changed"));
        changed.Services.GetRequiredService<NpgsqlDataSource>().ConnectionString.ShouldBe("Host=changed");
    }

    [Fact]
    public void The_caller_can_change_the_data_source_before_it_is_made()
    {
        using var host = Build(
            static builder => builder.AddNpgsqlDataSource("store", configureDataSourceBuilder: static source => source.ConnectionStringBuilder.MaxPoolSize = 7),
            ("ConnectionStrings:store", postgres.Primary.ConnectionString()));

        new NpgsqlConnectionStringBuilder(host.Services.GetRequiredService<NpgsqlDataSource>().ConnectionString).MaxPoolSize.ShouldBe(7);
    }

    [Fact]
    public void A_missing_connection_string_is_an_error_of_the_first_use()
    {
        using var host = Build(static builder => builder.AddNpgsqlDataSource("store"));

        Should.Throw<InvalidOperationException>(() => host.Services.GetRequiredService<NpgsqlDataSource>()).Message.ShouldContain("ConnectionStrings:store");
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Should.Throw<ArgumentNullException>(static () => ((IHostApplicationBuilder)null!).AddNpgsqlDataSource("store"));
        Should.Throw<ArgumentException>(static () => Build(static builder => builder.AddNpgsqlDataSource("")));
    }

    [Fact]
    public async Task The_health_check_says_whether_the_server_answers()
    {
        using var well = Build(builder => builder.AddNpgsqlDataSource("store"), ("ConnectionStrings:store", postgres.BothHosts));
        using var ill = Build(static builder => builder.AddNpgsqlDataSource("store"), ("ConnectionStrings:store", "Host=127.0.0.1:1;Username=postgres;Timeout=1"));

        var report = await CheckAsync(well);
        (report.Status, report.Entries.Keys.Single()).ShouldBe((HealthStatus.Healthy, "PostgreSql"));
        report = await CheckAsync(ill);
        report.Status.ShouldBe(HealthStatus.Unhealthy);
        report.Entries["PostgreSql"].Exception.ShouldBeOfType<NpgsqlException>();
    }

    [Fact]
    public async Task The_health_check_is_there_once_or_not_at_all()
    {
        using var twice = Build(
            builder =>
            {
                builder.AddNpgsqlDataSource("store");
                builder.AddNpgsqlDataSource("store");
            },
            ("ConnectionStrings:store", postgres.Primary.ConnectionString()));
        using var without = Build(
            builder =>
            {
                builder.Services.AddHealthChecks();
                builder.AddNpgsqlDataSource("store", static settings => settings.DisableHealthChecks = true);
            },
            ("ConnectionStrings:store", postgres.Primary.ConnectionString()));

        (await CheckAsync(twice)).Entries.Count.ShouldBe(1);
        (await CheckAsync(without)).Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commands_are_traced_and_measured_unless_that_is_disabled(bool isDisabled)
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using var host = Build(
            builder =>
            {
                builder.AddNpgsqlDataSource("store", settings => (settings.DisableTracing, settings.DisableMetrics) = (isDisabled, isDisabled));
                builder.Services.AddOpenTelemetry()
                    .WithTracing(tracing => tracing.AddProcessor(new SimpleActivityExportProcessor(new ListExporter<Activity>(spans))))
                    .WithMetrics(measuring => measuring.AddReader(new BaseExportingMetricReader(new ListExporter<Metric>(metrics))));
            },
            ("ConnectionStrings:store", postgres.Primary.ConnectionString()));
        await host.StartAsync();

        await using var command = host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select 42");
        await command.ExecuteScalarAsync();
        host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        await host.StopAsync();

        spans.Any(static span => span.Source.Name == "Npgsql").ShouldBe(!isDisabled);
        metrics.Any(static metric => metric.MeterName == "Npgsql").ShouldBe(!isDisabled);
    }

    private static IHost Build(Action<IHostApplicationBuilder> configure, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(static setting => setting.Key, static setting => (string?)setting.Value, StringComparer.OrdinalIgnoreCase));
        configure(builder);
        return builder.Build();
    }

    private static Task<HealthReport> CheckAsync(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private static async Task<int> PortAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        return connection.Port;
    }
}
