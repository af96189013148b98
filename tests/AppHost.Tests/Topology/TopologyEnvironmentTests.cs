using MyArch.AppHost.Topology;

namespace MyArch.AppHost.Tests.Topology;

public sealed class TopologyEnvironmentTests
{
    private static readonly TopologyEnvironment Valid = new()
    {
        Name = "prod",
        Type = EnvironmentType.LoadBalanced,
        Zones = ["a", "b", "c"],
        Groups = new Dictionary<string, GroupSize> { ["time"] = new() { Min = 3, Desired = 3, Max = 6 } },
    };

    [Fact]
    public void A_valid_environment_has_no_problems() => Valid.Problems().ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("Prod")]
    [InlineData("../prod")]
    [InlineData("a-name-of-more-than-20-letters")]
    public void A_name_that_cannot_be_a_folder_and_a_volume_is_a_problem(string name) =>
        (Valid with { Name = name }).Problems().ShouldHaveSingleItem().ShouldContain("name");

    [Theory]
    [InlineData]
    [InlineData("a", "a")]
    [InlineData("eu-west-1a")]
    [InlineData("A")]
    public void Zones_are_single_letters_each_once_and_at_least_one(params string[] zones) =>
        (Valid with { Zones = zones }).Problems().ShouldHaveSingleItem().ShouldContain("Zones");

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(2, 1, 3)]
    [InlineData(1, 3, 2)]
    public void A_group_needs_1_or_more_and_min_desired_max_in_this_order(int min, int desired, int max) =>
        WithTime(Valid, min, desired, max).Problems().ShouldHaveSingleItem().ShouldContain("1 <= Min <= Desired <= Max");

    [Fact]
    public void A_single_instance_environment_has_one_instance() =>
        (WithTime(Valid, 1, 1, 2) with { Type = EnvironmentType.SingleInstance }).Problems().ShouldHaveSingleItem().ShouldContain("SingleInstance");

    [Fact]
    public void All_problems_are_told_at_once() =>
        (WithTime(Valid, 0, 0, 0) with { Name = "X", Zones = [] }).Problems().Count().ShouldBe(3);

    [Fact]
    public void A_group_without_a_size_is_named_with_the_keys_to_set() =>
        Should.Throw<StartupException>(static () => Valid.SizeOf("cart")).Message.ShouldContain("Topology:Environments:prod:Groups:cart");

    private static TopologyEnvironment WithTime(TopologyEnvironment environment, int min, int desired, int max) =>
        environment with { Groups = new Dictionary<string, GroupSize> { ["time"] = new() { Min = min, Desired = desired, Max = max } } };
}
