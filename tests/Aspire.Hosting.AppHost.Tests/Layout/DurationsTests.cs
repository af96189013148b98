using Aspire.Hosting.Dashboard.Layout;

namespace Aspire.Hosting.Dashboard.Tests.Layout;

public sealed class DurationsTests
{
    [Theory]
    [InlineData(0, "0 ns")]
    [InlineData(8, "800 ns")]
    [InlineData(10, "1 µs")]
    [InlineData(123, "12.3 µs")]
    [InlineData(9_999, "1 ms")]
    [InlineData(12_340, "1.23 ms")]
    [InlineData(1_234_000, "123 ms")]
    [InlineData(9_999_999, "1 s")]
    [InlineData(45_000_000, "4.5 s")]
    [InlineData(599_400_000, "59.9 s")]
    [InlineData(600_000_000, "1 min")]
    [InlineData(1_250_000_000, "2 min 5 s")]
    [InlineData(115_200_000_000, "3 h 12 min")]
    [InlineData(1_872_000_000_000, "2 d 4 h")]
    [InlineData(-12_340, "-1.23 ms")]
    public void Three_digits_and_the_unit_that_fits(long ticks, string text) => Durations.Format(TimeSpan.FromTicks(ticks)).ShouldBe(text);

    [Fact]
    public void The_colour_of_a_resource_is_the_same_in_every_run()
    {
        ResourceColour.ClassOf("time-a1").ShouldBe(ResourceColour.ClassOf(new string("time-a1".ToCharArray())));
        Enumerable.Range(0, 200).Select(static i => ResourceColour.ClassOf($"resource{i}")).Distinct().Count().ShouldBe(12);
        ResourceColour.ClassOf("gateway").ShouldBe("c9");
    }
}
