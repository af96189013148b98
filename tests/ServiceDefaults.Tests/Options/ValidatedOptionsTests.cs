using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults.Tests.Options;

public sealed class ValidatedOptionsTests
{
    [Fact]
    public void Values_are_bound_at_every_depth()
    {
        using var host = Build(new()
        {
            ["Shop:Name"] = "corner", ["Shop:Limit"] = "5", ["Shop:Opens"] = "08:30:00", ["Shop:Site"] = "http://x/",
            ["Shop:Owner:Age"] = "30", ["Shop:Shelves:0:Age"] = "1", ["Shop:Named:x:Age"] = "2",
            ["Till:Coins"] = "1",
        });
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        var shop = host.Services.GetRequiredService<IOptions<ShopOptions>>().Value;
        shop.Name.ShouldBe("corner");
        shop.Opens.ShouldBe(new TimeSpan(8, 30, 0));
        shop.Named["x"].Age.ShouldBe(2);
    }

    [Fact]
    public void Every_error_of_every_class_is_reported_at_once_with_its_key()
    {
        using var host = Build(new()
        {
            ["Shop:Limit"] = "11", ["Shop:Owner:Age"] = "-1", ["Shop:Shelves:0:Age"] = "1", ["Shop:Shelves:1:Age"] = "-2", ["Shop:Named:x:Age"] = "-3",
            ["Till:Coins"] = "many",
        });
        var failure = Should.Throw<AggregateException>(() => host.Services.GetRequiredService<IStartupValidator>().Validate());
        var errors = StartupFailureReport.Errors(failure).ToList();
        errors.ShouldContain(static error => error.StartsWith("Shop:Name: ", StringComparison.Ordinal));
        errors.ShouldContain(static error => error.StartsWith("Shop:Limit: ", StringComparison.Ordinal));
        errors.ShouldContain("Shop:Owner:Age: must not be negative");
        errors.ShouldContain("Shop:Shelves:1:Age: must not be negative");
        errors.ShouldContain("Shop:Named:x:Age: must not be negative");
        errors.ShouldContain(static error => error.Contains("Till:Coins", StringComparison.Ordinal));
        errors.ShouldContain("the till is haunted");
        errors.Count.ShouldBe(7);
    }

    [Fact]
    public void Rules_across_fields_are_checked_when_the_fields_are_right()
    {
        using var host = Build(new() { ["Shop:Name"] = "closed", ["Shop:Limit"] = "5" });
        var failure = Should.Throw<AggregateException>(() => host.Services.GetRequiredService<IStartupValidator>().Validate());
        StartupFailureReport.Errors(failure).ShouldContain("Shop:Name: is a word that customers misread");
    }

    [Fact]
    public async Task The_host_does_not_start_with_invalid_options()
    {
        using var host = Build(new() { ["Shop:Limit"] = "11" });
        var failure = await Should.ThrowAsync<AggregateException>(() => host.StartAsync());
        StartupFailureReport.Errors(failure).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_service_without_settings_ends_with_a_list_of_what_is_missing()
    {
        await using var process = ServiceProcess.Launch([new("Sample:Count", "99"), new("HttpClient:Retries", "lots"), new("Drain:Delay", "00:00:09")]);
        var (exitCode, errors) = await process.ExitAsync();
        exitCode.ShouldBe(1);
        foreach (var key in (string[])["Instance:Id", "Instance:Zone", "Instance:Type", "Instance:Version", "Origin:Secret", "Origin:InternalSecret", "Sample:Count", "HttpClient:Retries", "Drain:Delay"])
        {
            errors.ShouldContain(key);
        }

        errors.ShouldNotContain("   at ");
        process.Output.ShouldNotContain("   at ");
        errors.Split('\n').Length.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task A_secret_that_is_too_short_is_not_shown()
    {
        await using var process = ServiceProcess.Launch([.. TestService.Settings, new("Origin:Secret", "hunter2")]);
        var (exitCode, errors) = await process.ExitAsync();
        exitCode.ShouldBe(1);
        errors.ShouldContain("Origin:Secret: must be 22 to 256");
        errors.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Both_origin_secrets_must_differ()
    {
        await using var process = ServiceProcess.Launch([.. TestService.Settings, new("Origin:InternalSecret", TestService.Secret)]);
        var (exitCode, errors) = await process.ExitAsync();
        exitCode.ShouldBe(1);
        errors.ShouldContain("Origin:InternalSecret: must differ from Secret");
        errors.ShouldNotContain(TestService.Secret);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://localhost")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    public async Task A_telemetry_variable_that_cannot_be_used_is_no_reason_to_guess(string key, string value)
    {
        await using var process = ServiceProcess.Launch([.. TestService.Settings, new(key, value)]);
        var (exitCode, errors) = await process.ExitAsync();
        exitCode.ShouldBe(1);
        errors.ShouldContain($"  {key}: must be ");
    }

    [Fact]
    public void Options_that_are_added_twice_are_bound_and_reported_once()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("Shop:Words:0", "one"), new("Shop:Limit", "5")]);
        builder.AddValidatedOptions<ShopOptions>("Shop");
        builder.AddValidatedOptions<ShopOptions>("Shop");
        using var host = builder.Build();
        var failure = Should.Throw<OptionsValidationException>(() => host.Services.GetRequiredService<IStartupValidator>().Validate());
        failure.Failures.ShouldHaveSingleItem().ShouldStartWith("Shop:Name: ");
    }

    private static IHost Build(Dictionary<string, string?> settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddValidatedOptions<ShopOptions>("Shop");
        builder.AddValidatedOptions<TillOptions>("Till");
        builder.Services.AddSingleton<IValidateOptions<TillOptions>>(new ValidateOptions<TillOptions>(
            name: null, static till => till.Coins != 0, "the till is haunted"));
        return builder.Build();
    }

    private sealed class ShopOptions : IValidatableObject
    {
        [Required]
        public string Name { get; set; } = "";

        [Range(1, 10)]
        public int Limit { get; set; }

        public TimeSpan Opens { get; set; }

        public Uri? Site { get; set; }

        public PersonOptions Owner { get; set; } = new();

        public List<PersonOptions> Shelves { get; set; } = [];

        public Dictionary<string, PersonOptions> Named { get; set; } = [];

        public List<string> Words { get; set; } = ["plain"];

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Name == "closed")
            {
                yield return new ValidationResult("is a word that customers misread", [nameof(Name)]);
            }
        }
    }

    private sealed class PersonOptions
    {
        [Range(0, int.MaxValue, ErrorMessage = "must not be negative")]
        public int Age { get; set; }
    }

    private sealed class TillOptions
    {
        public int Coins { get; set; }
    }
}
