using Aspire.Hosting.Dashboard.Layout;

namespace Aspire.Hosting.Dashboard.Tests.Layout;

public sealed class DistinctColoursTests
{
    // By themselves, several of them have the same colour.
    private static readonly string[] Processes = ["gateway", "cart-a1", "catalog-a1", "worker-a1", "worker-a1-app", "sessions", "cache", "store-db", "SQS jobs", "media-bucket", "postgres-primary", "press-db"];

    [Fact]
    public void As_many_names_as_there_are_colours_all_differ()
    {
        Processes.Select(ResourceColour.ClassOf).Distinct().Count().ShouldBeLessThan(Processes.Length);

        var colours = new DistinctColours().Add(Processes);

        Processes.Select(colours.ClassOf).ToHashSet().Count.ShouldBe(Processes.Length);
    }

    [Fact]
    public void Who_is_first_keeps_its_own_colour_and_what_was_given_stays()
    {
        var colours = new DistinctColours().Add(["gateway", "catalog-a1"]);
        var before = colours.ClassOf("catalog-a1");

        colours.Add(["postgres-primary", "catalog-a1"]);

        colours.ClassOf("gateway").ShouldBe(ResourceColour.ClassOf("gateway"));
        colours.ClassOf("catalog-a1").ShouldBe(before);
        colours.ClassOf("postgres-primary").ShouldNotBeOneOf(before, colours.ClassOf("gateway"));
    }

    [Fact]
    public void More_names_than_colours_and_unknown_ones_have_the_colour_that_they_have_everywhere()
    {
        var colours = new DistinctColours().Add(Enumerable.Range(0, 12).Select(static i => $"resource{i}")).Add(["one-more"]);

        colours.ClassOf("one-more").ShouldBe(ResourceColour.ClassOf("one-more"));
        colours.ClassOf("unknown").ShouldBe(ResourceColour.ClassOf("unknown"));
    }
}
