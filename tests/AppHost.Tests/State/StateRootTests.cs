using MyArch.AppHost.State;

namespace MyArch.AppHost.Tests.State;

public sealed class StateRootTests
{
    [Theory]
    [InlineData("/chosen", null, true, "/chosen")]
    [InlineData("/chosen", "/xdg", false, "/chosen")]
    [InlineData(null, "/xdg", false, "/xdg/myarch")]
    [InlineData(null, "/xdg", true, "/var/lib/myarch")]
    [InlineData(null, null, true, "/var/lib/myarch")]
    [InlineData("", "", true, "/var/lib/myarch")]
    public void The_first_that_applies_is_taken(string? chosen, string? xdg, bool isRoot, string expected) =>
        StateRoot.Find(Variables(chosen, xdg), isRoot).ShouldBe(expected);

    [Fact]
    public void Without_any_variable_it_is_below_the_users_home() =>
        StateRoot.Find(Variables(null, null), isRoot: false).ShouldEndWith("/.local/state/myarch");

    [Theory]
    [InlineData("relative", null, "MYARCH_STATE")]
    [InlineData(null, "relative", "XDG_STATE_HOME")]
    public void A_relative_path_is_refused_with_the_variables_name(string? chosen, string? xdg, string named) =>
        Should.Throw<StartupException>(() => StateRoot.Find(Variables(chosen, xdg), isRoot: false)).Message.ShouldStartWith(named);

    private static Func<string, string?> Variables(string? chosen, string? xdg) => name => name switch
    {
        "MYARCH_STATE" => chosen,
        "XDG_STATE_HOME" => xdg,
        _ => null,
    };
}
