using System.Diagnostics;
using Microsoft.Extensions.Options;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

public sealed class OptionsTests
{
    [Fact]
    public async Task A_start_without_configuration_says_all_that_is_missing()
    {
        var (exitCode, output) = await RunAsync([]);

        exitCode.ShouldBe(1);
        output.ShouldContain("Gateway:InternalPort: is missing");
        output.ShouldContain("TargetGroups:time: is missing");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_start_with_wrong_values_names_each_by_its_key_and_shows_no_secret()
    {
        var (exitCode, output) = await RunAsync(new()
        {
            ["ASPNETCORE_URLS"] = "http://localhost:8080;http://localhost:8081",
            ["Gateway__InternalPort"] = "8082",
            ["Gateway__IdleTimeout"] = "2.00:00:00",
            ["TargetGroups__time__OriginSecret"] = "short-secret",
            ["TargetGroups__time__Targets__time-a1__Address"] = "https://localhost:1/x",
            ["TargetGroups__time__HealthCheck__HealthyThreshold"] = "1",
            ["Callers__apphost__Secret"] = "",
            ["Clock__Speed"] = "0",
        });

        exitCode.ShouldBe(1);
        output.ShouldContain("Gateway:InternalPort: 8082 must be the port of exactly one");
        output.ShouldContain("Gateway:IdleTimeout: must be between");
        output.ShouldContain("TargetGroups:time:OriginSecret: must be");
        output.ShouldContain("TargetGroups:time:InternalOriginSecret: is missing");
        output.ShouldContain("TargetGroups:time:Targets:time-a1:Zone: is missing");
        output.ShouldContain("TargetGroups:time:HealthCheck:HealthyThreshold: must be between 2 and 10");
        output.ShouldContain("Callers:apphost:Secret: is missing");
        output.ShouldContain("Clock:Speed: must be between");
        output.ShouldNotContain("short-secret");
    }

    [Theory]
    [InlineData("http://localhost:1;http://localhost:2", 2, true)]
    [InlineData("http://localhost:1;https://localhost:3;http://127.0.0.1:2", 2, true)]
    [InlineData("http://localhost:1", 2, false)]
    [InlineData("http://localhost:2", 2, false)]
    [InlineData("http://localhost:1;http://*:2", 2, false)]
    [InlineData("http://localhost:1;http://0.0.0.0:2", 2, false)]
    [InlineData("http://localhost:1;https://localhost:2", 2, false)]
    [InlineData("http://localhost:1;http://localhost:2;http://127.0.0.1:2", 2, false)]
    [InlineData(null, 2, false)]
    public void The_internal_port_is_that_of_one_loopback_listener_beside_a_public_one(string? urls, int port, bool valid) =>
        (new ListenerUrls(urls).Validate(null, new GatewayOptions { InternalPort = port }) is { Succeeded: true }).ShouldBe(valid);

    [Fact]
    public async Task Callers_with_the_same_secret_are_refused()
    {
        var error = await Should.ThrowAsync<OptionsValidationException>(() => TestGateway.StartAsync([], settings => settings["Callers:stranger:Secret"] = TestGateway.AppHost));

        error.Message.ShouldContain("could not be told apart");
        error.Message.ShouldNotContain(TestGateway.AppHost);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(GatewayOptions).Assembly.Location]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await output + await error);
    }
}
