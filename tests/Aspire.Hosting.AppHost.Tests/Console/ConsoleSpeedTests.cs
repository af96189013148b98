using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Tests.Otlp;
using Xunit.Abstractions;

namespace Aspire.Hosting.Dashboard.Tests.Console;

[Collection(nameof(AloneCollection))]
public sealed class ConsoleSpeedTests(ITestOutputHelper output)
{
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("/consolelogs")]
    [InlineData("/consolelogs?search=took")]
    [InlineData("/consolelogs?search=not%20to%20be%20found")]
    public async Task With_all_logs_full_the_page_takes_less_than_200_ms(string path)
    {
        await using var dashboard = new Dashboard(static builder =>
        {
            for (var resource = 1; resource <= 40; resource++)
            {
                builder.AddExecutable($"resource{resource}", "/bin/true", "/");
            }
        });
        await dashboard.InitializeAsync();
        var client = await dashboard.Clients.SignInAsync();
        var loggers = dashboard.Get<ResourceLoggerService>();
        for (var resource = 1; resource <= 40; resource++)
        {
            for (var line = 0; line < 10_000; line++)
            {
                loggers.LogOf($"resource{resource}").Append($"\e[32minfo\e[0m: request {line} took {line % 97} ms", isError: false);
            }
        }

        // The first times compile.
        for (var round = 0; round < 5; round++)
        {
            await client.GetPageAsync(path);
        }

        // The time of the processor, which does not depend on who else is at work on the machine.
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        const int Rounds = 10;
        for (var round = 0; round < Rounds; round++)
        {
            await client.GetStringAsync(new Uri(path, UriKind.Relative));
        }

        process.Refresh();
        var each = (process.TotalProcessorTime - before) / Rounds;
        output.WriteLine($"{path}: {each.TotalMilliseconds:F1} ms");
        each.ShouldBeLessThan(TimeSpan.FromMilliseconds(200));
    }
}
