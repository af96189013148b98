using System.Text.RegularExpressions;

namespace MyArch.Repository.Tests;

/// <summary>docs/telemetry.md against the code: every source, meter, instrument and attribute of our own, and nothing that is not there any more.</summary>
public sealed partial class TelemetryRegistryTests
{
    private static readonly string Registry = Tree.Read("docs/telemetry.md");
    private static readonly List<string> Code = [.. Tree.ProductFiles(".cs").Select(Tree.Read)];

    [Fact]
    public void Every_instrument_has_a_row_with_its_kind_and_unit_and_every_row_an_instrument()
    {
        var created = Code.SelectMany(static text => Creation.Matches(text).Select(match => $"{match.Groups["name"].Value} | {Kind(match)}, {UnitOf(text, match)}")).Distinct().Order().ToList();
        var listed = Row.Matches(Registry).Select(static match => $"{match.Groups["name"].Value} | {match.Groups["kind"].Value}, {match.Groups["unit"].Value}").Order().ToList();

        created.Count.ShouldBeGreaterThan(40);
        listed.ShouldBe(created);
    }

    [Fact]
    public void Every_name_of_our_own_is_in_the_registry() =>
        Code.SelectMany(static text => Literal.Matches(text).Select(static match => match.Groups["name"].Value)).Distinct()
            .Where(static name => !Registry.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty("Add them to docs/telemetry.md.");

    [Fact]
    public void Every_name_of_our_own_in_the_registry_is_in_the_code() =>
        Listed.Matches(Registry).Select(static match => match.Groups["name"].Value).Distinct()
            .Where(static name => !Code.Exists(text => text.Contains($"\"{name}\"", StringComparison.Ordinal))).ShouldBeEmpty("Remove them from docs/telemetry.md.");

    [Fact]
    public void Every_source_and_meter_of_our_own_is_in_the_registry_and_the_other_way_round() =>
        Scopes(Scope, Registry).ShouldBe(Code.SelectMany(static text => Scopes(ScopeConstant, text)).Order());

    private static IEnumerable<string> Scopes(Regex regex, string text) => regex.Matches(text).Select(static match => match.Groups["name"].Value).Distinct().Order();

    private static string Kind(Match creation) => creation.Groups["kind"].Value switch
    {
        "Counter" => "counter",
        "UpDownCounter" => "up-down counter",
        "Histogram" => "histogram",
        var other => other.ToLowerInvariant(),
    };

    // The first literal after the name that looks like a unit: what is observed stands between them.
    private static string UnitOf(string text, Match creation) => Unit.Match(text, creation.Index + creation.Length).Groups["unit"].Value;

    [GeneratedRegex("""\.Create(?:Observable)?(?<kind>Counter|UpDownCounter|Histogram|Gauge)(?:<\w+>)?\(\s*"(?<name>[^"]+)""" + "\"")]
    private static partial Regex Creation { get; }

    [GeneratedRegex("""
        "(?<unit>\{[a-z_]+\}|s|By|1)"
        """)]
    private static partial Regex Unit { get; }

    [GeneratedRegex(@"^\| `(?<name>[a-z_.]+)` \| (?<kind>counter|up-down counter|histogram|gauge), `(?<unit>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row { get; }

    [GeneratedRegex(@"`(?<name>MyArch\.[A-Z][\w.]+)`")]
    private static partial Regex Scope { get; }

    [GeneratedRegex("""
        Name = "(?<name>MyArch\.[A-Z][\w.]+)"
        """)]
    private static partial Regex ScopeConstant { get; }

    [GeneratedRegex("\"(?<name>myarch\\.[a-z_.]+[a-z])\"")]
    private static partial Regex Literal { get; }

    [GeneratedRegex(@"`(?<name>myarch\.[a-z_.]+[a-z])`")]
    private static partial Regex Listed { get; }
}
