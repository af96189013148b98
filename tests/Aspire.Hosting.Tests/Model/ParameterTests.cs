using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Aspire.Hosting.Tests.Model;

public sealed class ParameterTests
{
    [Fact]
    public async Task Configuration_comes_before_a_default_and_a_default_before_an_error()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create("--Parameters:set=from configuration", "--Other:Key=from elsewhere");
        (await ValueAsync(builder.AddParameter("set", "from code"))).ShouldBe("from configuration");
        (await ValueAsync(builder.AddParameter("unset", "from code"))).ShouldBe("from code");
        (await ValueAsync(builder.AddParameterFromConfiguration("other", "Other:Key"))).ShouldBe("from elsewhere");
        var failure = await Record.ExceptionAsync(() => ValueAsync(builder.AddParameter("missing")));
        failure.ShouldBeAssignableTo<DistributedApplicationException>();
        failure.Message.ShouldContain("'missing'");
        failure.Message.ShouldContain("Parameters:missing");
        failure.Message.ShouldContain("Parameters__missing");
    }

    [Fact]
    public async Task A_generated_value_that_is_kept_is_the_same_at_the_next_start_and_only_its_owner_can_read_it()
    {
        using var directory = new TemporaryDirectory();
        var first = await GenerateAsync(persist: true);
        (await GenerateAsync(persist: true)).ShouldBe(first);
        (await GenerateAsync(persist: false)).ShouldNotBe(first);
        File.GetUnixFileMode(directory.Combine("deep", "store", "secrets.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(directory.Combine("deep", "store")).HasFlag(UnixFileMode.OtherExecute).ShouldBeTrue();

        async Task<string?> GenerateAsync(bool persist)
        {
            await using var builder = DistributedApplicationTestingBuilder.Create();
            builder.Configuration["Aspire:Store:Path"] = directory.Combine("deep", "store");
            return await ValueAsync(builder.AddParameter("key", new GenerateParameterDefault(), secret: true, persist: persist));
        }
    }

    [Fact]
    public async Task Several_hosts_that_start_at_once_agree_on_a_generated_value_and_lose_none()
    {
        using var directory = new TemporaryDirectory();
        var values = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            await using var builder = DistributedApplicationTestingBuilder.Create();
            builder.Configuration["Aspire:Store:Path"] = directory.Path;
            var own = await ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"own-{i}").GetValueAsync(CancellationToken.None);
            return (Shared: await ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, "shared").GetValueAsync(CancellationToken.None), Own: own);
        })));
        values.Select(v => v.Shared).Distinct().Count().ShouldBe(1);
        var file = await File.ReadAllTextAsync(directory.Combine("secrets.json"));
        Enumerable.Range(0, 20).ShouldAllBe(i => file.Contains($"\"Parameters:own-{i}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_secret_store_is_an_error_that_names_the_file()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.Combine("secrets.json"), "{ \"Parameters:key\": ");
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.Configuration["Aspire:Store:Path"] = directory.Path;
        var failure = await Record.ExceptionAsync(() => ValueAsync(builder.AddParameter("key", new GenerateParameterDefault(), persist: true)));
        failure.ShouldBeOfType<DistributedApplicationException>().Message.ShouldContain(directory.Combine("secrets.json"));
    }

    [Fact]
    public void Generated_values_follow_their_rules()
    {
        var value = new GenerateParameterDefault { MinLength = 40, Special = false, MinLower = 5, MinUpper = 6, MinNumeric = 7 }.GetDefaultValue();
        value.Length.ShouldBe(40);
        value.Count(char.IsAsciiLetterLower).ShouldBeGreaterThanOrEqualTo(5);
        value.Count(char.IsAsciiLetterUpper).ShouldBeGreaterThanOrEqualTo(6);
        value.Count(char.IsAsciiDigit).ShouldBeGreaterThanOrEqualTo(7);
        value.ShouldAllBe(c => char.IsAsciiLetterOrDigit(c));
        new GenerateParameterDefault().GetDefaultValue().Length.ShouldBe(22);
        new GenerateParameterDefault { MinLength = 2, MinSpecial = 9 }.GetDefaultValue().Count(c => !char.IsAsciiLetterOrDigit(c)).ShouldBe(9);
        new GenerateParameterDefault { MinLength = 10, Upper = false, Numeric = false, Special = false }.GetDefaultValue().ShouldAllBe(c => char.IsAsciiLetterLower(c));
        Enumerable.Range(0, 100).Select(_ => new GenerateParameterDefault().GetDefaultValue()).Distinct().Count().ShouldBe(100);
        Should.Throw<ArgumentException>(() => new GenerateParameterDefault { Special = false, MinSpecial = 1 }.GetDefaultValue());
        Should.Throw<ArgumentException>(() => new GenerateParameterDefault { Lower = false, Upper = false, Numeric = false, Special = false }.GetDefaultValue());
    }

    [Fact]
    public async Task A_connection_string_from_configuration_reaches_services_under_its_name()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create("--ConnectionStrings:legacy=Host=elsewhere");
        var legacy = builder.AddConnectionString("legacy");
        (await legacy.Resource.GetConnectionStringAsync()).ShouldBe("Host=elsewhere");
        legacy.Resource.ValueExpression.ShouldBe("{legacy.connectionString}");
        (await Record.ExceptionAsync(async () => await builder.AddConnectionString("absent").Resource.GetConnectionStringAsync()))!.Message.ShouldContain("ConnectionStrings:absent");
    }

    private static async Task<string?> ValueAsync(IResourceBuilder<ParameterResource> parameter) => await parameter.Resource.GetValueAsync(CancellationToken.None);
}
