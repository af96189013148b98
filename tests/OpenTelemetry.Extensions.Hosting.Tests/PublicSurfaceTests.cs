using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace OpenTelemetry.Extensions.Hosting.Tests;

/// <summary>
/// The public members are those of the package's own list (src/OpenTelemetry.Extensions.Hosting/.publicApi in open-telemetry/opentelemetry-dotnet),
/// so that code written against them compiles against the package. ITelemetryHostInitializer is left out: it is for hosts without hosted services.
/// </summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_members_are_those_of_the_package() => Members(typeof(OpenTelemetryBuilder)).ShouldBe(
        [
            "OpenTelemetryBuilder ConfigureResource(Action`1)",
            "IServiceCollection get_Services()",
            "OpenTelemetryBuilder WithLogging()",
            "OpenTelemetryBuilder WithLogging(Action`1)",
            "OpenTelemetryBuilder WithLogging(Action`1, Action`1)",
            "OpenTelemetryBuilder WithMetrics()",
            "OpenTelemetryBuilder WithMetrics(Action`1)",
            "OpenTelemetryBuilder WithTracing()",
            "OpenTelemetryBuilder WithTracing(Action`1)",
        ],
        ignoreOrder: true);

    [Fact]
    public void The_one_extension_method_is_that_of_the_package() => Members(typeof(OpenTelemetryServicesExtensions)).ShouldBe(
        ["OpenTelemetryBuilder AddOpenTelemetry(IServiceCollection)"]);

    [Fact]
    public void Nothing_else_is_public() => typeof(OpenTelemetryBuilder).Assembly.GetExportedTypes().ShouldBe(
        [typeof(OpenTelemetryBuilder), typeof(OpenTelemetryServicesExtensions)], ignoreOrder: true);

    [Fact]
    public void The_builder_cannot_be_made_or_derived_by_others()
    {
        typeof(OpenTelemetryBuilder).IsSealed.ShouldBeTrue();
        typeof(OpenTelemetryBuilder).GetConstructors().ShouldBeEmpty();
        typeof(IOpenTelemetryBuilder).IsAssignableFrom(typeof(OpenTelemetryBuilder)).ShouldBeTrue();
    }

    private static IEnumerable<string> Members(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(static method => $"{method.ReturnType.Name} {method.Name}({string.Join(", ", method.GetParameters().Select(static parameter => parameter.ParameterType.Name))})");
}
