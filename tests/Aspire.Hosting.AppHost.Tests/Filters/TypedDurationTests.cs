using Aspire.Hosting.Dashboard.Filters;

namespace Aspire.Hosting.Dashboard.Tests.Filters;

public sealed class TypedDurationTests
{
    [Theory]
    [InlineData("250", 250)]
    [InlineData("250ms", 250)]
    [InlineData(" 250 ms ", 250)]
    [InlineData("1.5s", 1_500)]
    [InlineData("1,5 S", 1_500)]
    [InlineData("2 min", 120_000)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("500us", 0.5)]
    [InlineData("500 µs", 0.5)]
    [InlineData("2000 ns", 0.002)]
    [InlineData("0", 0)]
    public void A_duration_is_read_as_people_type_it(string text, double milliseconds)
    {
        TypedDuration.TryParse(text, out var value).ShouldBeTrue();
        value.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
        TypedDuration.TryParse(TypedDuration.Of(value), out var again).ShouldBeTrue();
        again.ShouldBe(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ms")]
    [InlineData("-5")]
    [InlineData("1 2 ms")]
    [InlineData("NaN")]
    [InlineData("1e3")]
    [InlineData("10000 h")]
    [InlineData("99999999999999999999999999999999999999 s")]
    public void Anything_else_is_none(string text) => TypedDuration.TryParse(text, out _).ShouldBeFalse();
}
