using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Npgsql.Tests;

/// <summary>What is public is public in the package too (src/Components/Aspire.Npgsql/api in microsoft/aspire), with the same names and defaults. AddKeyedNpgsqlDataSource is left out.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_types_are_two() => typeof(NpgsqlSettings).Assembly.GetExportedTypes()
        .ShouldBe([typeof(NpgsqlSettings), typeof(AspirePostgreSqlNpgsqlExtensions)], ignoreOrder: true);

    [Fact]
    public void The_method_has_the_packages_parameters()
    {
        var method = typeof(AspirePostgreSqlNpgsqlExtensions).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Single();

        method.Name.ShouldBe("AddNpgsqlDataSource");
        method.ReturnType.ShouldBe(typeof(void));
        method.GetParameters().Select(static parameter => $"{parameter.Name}{(parameter.IsOptional ? "?" : "")}")
            .ShouldBe(["builder", "connectionName", "configureSettings?", "configureDataSourceBuilder?"]);
    }

    [Fact]
    public void The_settings_are_the_packages()
    {
        typeof(NpgsqlSettings).GetProperties().Select(static property => property.Name)
            .ShouldBe(["ConnectionString", "DisableHealthChecks", "DisableTracing", "DisableMetrics"], ignoreOrder: true);
        new NpgsqlSettings().ShouldSatisfyAllConditions(
            static settings => settings.ConnectionString.ShouldBeNull(),
            static settings => settings.DisableHealthChecks.ShouldBeFalse(),
            static settings => settings.DisableTracing.ShouldBeFalse(),
            static settings => settings.DisableMetrics.ShouldBeFalse());
        typeof(NpgsqlSettings).IsSealed.ShouldBeFalse();
    }
}
