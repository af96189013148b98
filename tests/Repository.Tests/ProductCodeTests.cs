using System.Text.RegularExpressions;

namespace MyArch.Repository.Tests;

/// <summary>The product is plain code against the public API of the real packages, in small files with telling names.</summary>
public sealed partial class ProductCodeTests
{
    [Fact]
    public void No_product_file_has_conditional_compilation() =>
        Offenders(".cs", static line => ConditionalCompilation.IsMatch(line)).ShouldBeEmpty("The product is the same with the real packages and with the polyfills.");

    [Fact]
    public void No_product_file_mentions_a_polyfill()
    {
        Offenders(".cs", static line => line.Contains("polyfill", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        Offenders(".csproj", static line => line.Contains("polyfills/", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    [Fact]
    public void The_switch_is_read_in_the_roots_build_files_and_in_the_import_of_the_host_sdk_only() =>
        Offenders(".csproj", static line => line.Contains("UsePolyfills", StringComparison.Ordinal) && !line.Contains("Sdk=\"Aspire.AppHost.Sdk\"", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Source_files_are_small()
    {
        Tree.Files.Where(static file => file.EndsWith(".cs", StringComparison.Ordinal)).Select(static file => (File: file, Lines: Tree.Lines(file).Length))
            .Where(static file => file.Lines > Limit(file.File)).ShouldBeEmpty("Split the file: one idea each.");

        static int Limit(string file) => Path.GetFileName(file) switch
        {
            "AppHost.cs" => 120,
            "Program.cs" when !file.StartsWith("tests/", StringComparison.Ordinal) => 40,
            _ => 400,
        };
    }

    [Fact]
    public void Names_say_something() =>
        Tree.Files.Where(static file => EmptyName.IsMatch(file)).ShouldBeEmpty("Name the folder after its capability and the file after its role.");

    [Fact]
    public void Images_are_pinned() =>
        Offenders(".cs", static line => line.Contains("\"latest\"", StringComparison.Ordinal)).ShouldBeEmpty();

    private static IEnumerable<string> Offenders(string extension, Predicate<string> isOffence) =>
        Tree.ProductFiles(extension).SelectMany(file => Tree.Lines(file).Where(line => isOffence(line)).Select(line => $"{file}: {line.Trim()}"));

    [GeneratedRegex(@"^\s*#(if|elif)\b")]
    private static partial Regex ConditionalCompilation { get; }

    [GeneratedRegex(@"(^|/)(Helpers?|Common|Utils?|Utilities|Models|Interfaces|Extensions)(/|\.cs$)")]
    private static partial Regex EmptyName { get; }
}
