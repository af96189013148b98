using System.Net.Http.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task A_project_runs_from_its_build_output_in_its_own_folder_with_its_arguments()
    {
        await using var test = new TestApplication();
        test.AddService("web").WithHttpHealthCheck("/health").WithArgs("--first", "second value");
        await test.StartAsync();
        var snapshot = (await test.HealthyAsync("web")).Snapshot;

        using var client = test.App.CreateHttpClient("web");
        (await client.GetFromJsonAsync<string[]>("/arguments", test.Deadline)).ShouldBe(["--first", "second value"]);
        (await client.GetStringAsync("/directory", test.Deadline)).ShouldBe(Path.GetDirectoryName(new Projects.Sample_Service().ProjectPath));
        var command = (await File.ReadAllTextAsync($"/proc/{TestApplication.Pid(snapshot)}/cmdline", test.Deadline)).Split('\0')[0];
        Path.GetFileName(command).ShouldBe("Sample.Service");
    }

    [Fact]
    public async Task Children_inherit_the_hosts_environment_without_what_says_how_the_host_is_run()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_TEST_ONLY", "host");
        Environment.SetEnvironmentVariable("DOTNET_LAUNCH_PROFILE", "host");
        Environment.SetEnvironmentVariable("SAMPLE_INHERITED", "yes");
        await using var test = new TestApplication();
        test.AddService("web").WithHttpHealthCheck("/health");
        await test.StartAsync();
        await test.HealthyAsync("web");
        using var client = test.App.CreateHttpClient("web");
        var environment = (await client.GetFromJsonAsync<Dictionary<string, string>>("/environment", test.Deadline))!;

        environment["SAMPLE_INHERITED"].ShouldBe("yes");
        environment.Keys.ShouldNotContain("ASPNETCORE_TEST_ONLY");
        environment.Keys.ShouldNotContain("DOTNET_ENVIRONMENT");
        environment.Keys.ShouldNotContain("DOTNET_LAUNCH_PROFILE");
        environment["ASPNETCORE_URLS"].ShouldBe(client.BaseAddress!.ToString().TrimEnd('/'));
        environment["OTEL_SERVICE_NAME"].ShouldBe("web");
        environment["OTEL_RESOURCE_ATTRIBUTES"].ShouldStartWith("service.instance.id=");
        environment["OTEL_BSP_SCHEDULE_DELAY"].ShouldBe("1000");
        environment.Keys.ShouldNotContain("OTEL_EXPORTER_OTLP_ENDPOINT");
    }

    [Fact]
    public async Task Telemetry_goes_where_the_configuration_says_in_the_protocol_of_the_resource()
    {
        await using var test = new TestApplication(
            "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:4998", "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=http://localhost:4999", "--AppHost:OtlpApiKey=a-key-of-this-test");
        test.AddService("web").WithHttpHealthCheck("/health").WithOtlpExporter(OtlpProtocol.HttpProtobuf);
        await test.StartAsync();
        var variables = (await test.HealthyAsync("web")).Snapshot.EnvironmentVariables.ToDictionary(v => v.Name, v => v.Value);
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"].ShouldBe("http://localhost:4999");
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"].ShouldBe("http/protobuf");
        variables["OTEL_EXPORTER_OTLP_HEADERS"].ShouldBe("x-otlp-api-key=a-key-of-this-test");
    }

    [Fact]
    public async Task Values_from_parameters_endpoints_expressions_and_callbacks_reach_the_environment()
    {
        await using var test = new TestApplication("--Parameters:colour=red");
        var colour = test.Builder.AddParameter("colour");
        var web = test.AddService("web").WithExplicitStart();
        var endpoint = web.GetEndpoint("http");
        test.AddScript("printer", "env; echo all; exec sleep 1000")
            .WithEnvironment("PLAIN", "text")
            .WithEnvironment("COLOUR", colour)
            .WithEnvironment("ADDRESS", endpoint)
            .WithEnvironment("MIXED", $"{colour} at {endpoint.Property(EndpointProperty.HostAndPort)} {{braces}}")
            .WithEnvironment("CALLED", () => "back")
            .WithEnvironment(context => context.EnvironmentVariables["RESOURCE"] = context.Resource.Name)
            .WithReference(web);
        await test.StartAsync();
        await Eventually.IsTrueAsync(() => test.Lines("printer").Contains("all"));
        var lines = test.Lines("printer");
        lines.ShouldContain("PLAIN=text");
        lines.ShouldContain("COLOUR=red");
        lines.ShouldContain($"ADDRESS={endpoint.Url}");
        lines.ShouldContain($"MIXED=red at localhost:{endpoint.Port} {{braces}}");
        lines.ShouldContain("CALLED=back");
        lines.ShouldContain("RESOURCE=printer");
        lines.ShouldContain($"services__web__http__0={endpoint.Url}");
        lines.ShouldContain($"WEB_HTTP={endpoint.Url}");
    }

    [Fact]
    public async Task A_parameter_without_a_value_fails_the_resource_that_needs_it_and_names_the_key_to_set()
    {
        await using var test = new TestApplication();
        var missing = test.Builder.AddParameter("admin-key", secret: true);
        test.AddScript("needy", "exec sleep 1000").WithEnvironment("KEY", missing);
        test.AddScript("free", "exec sleep 1000");
        await test.StartAsync();
        test.Snapshot("needy").State!.Text.ShouldBe(KnownResourceStates.FailedToStart);
        test.Snapshot("free").State!.Text.ShouldBe(KnownResourceStates.Running);
        test.Snapshot("admin-key").State!.Text.ShouldBe(KnownResourceStates.ValueMissing);
        test.HostLog.Single().ShouldContain("Parameters:admin-key");
    }
}
