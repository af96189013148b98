using System.Text.RegularExpressions;

namespace MyArch.Repository.Tests;

/// <summary>What the documents say is there.</summary>
public sealed partial class DocumentsTests
{
    [Fact]
    public void Links_to_files_lead_somewhere()
    {
        var broken = from file in Tree.Files
                     where file.EndsWith(".md", StringComparison.Ordinal)
                     from Match link in Link.Matches(Tree.Read(file))
                     let target = link.Groups["target"].Value.Split('#')[0]
                     where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
                     where !Path.Exists(Path.Combine(Tree.Root, Path.GetDirectoryName(file)!, target))
                     select $"{file}: {target}";

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Decisions_have_numbers_of_their_own() =>
        Tree.Files.Where(static file => file.StartsWith("docs/decisions/", StringComparison.Ordinal))
            .Select(static file => Path.GetFileName(file)[..4]).GroupBy(static number => number).Where(static group => group.Count() > 1)
            .ShouldBeEmpty();

    [Theory]
    [InlineData("AppHost")]
    [InlineData("CloudDefaults")]
    [InlineData("DataDefaults")]
    [InlineData("ServiceDefaults")]
    [InlineData("Services/Cart")]
    [InlineData("Services/Catalog")]
    [InlineData("Services/Gateway")]
    [InlineData("Services/Media")]
    [InlineData("Services/Time")]
    [InlineData("Worker/Daemon")]
    [InlineData("Worker/Handlers")]
    public void Every_product_project_says_what_it_is(string folder) =>
        Tree.Files.Contains($"{folder}/README.md").ShouldBeTrue();

    [Fact]
    public void Tests_wait_for_conditions_and_are_not_skipped() =>
        Tree.Files.Where(static file => file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith("Tests.cs", StringComparison.Ordinal))
            .SelectMany(static file => Tree.Lines(file).Where(static line => Sleep.IsMatch(line)).Select(line => $"{file}: {line.Trim()}"))
            .ShouldBeEmpty();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex("Thread" + @"\.Sleep\(|\bSkip\s*=\s*""")]
    private static partial Regex Sleep { get; }
}
