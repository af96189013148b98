using Aspire.Hosting.Dashboard.Traces.Waterfall;

namespace Aspire.Hosting.Dashboard.Tests.Traces.Waterfall;

public sealed class TimeRulerTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0004, "0,0.1 µs,0.2 µs,0.3 µs,0.4 µs")]
    [InlineData(0.09, "0,20 µs,40 µs,60 µs,80 µs")]
    [InlineData(1, "0,0.2 ms,0.4 ms,0.6 ms,0.8 ms,1 ms")]
    [InlineData(83, "0,20 ms,40 ms,60 ms,80 ms")]
    [InlineData(999, "0,0.2 s,0.4 s,0.6 s,0.8 s")]
    [InlineData(4_500, "0,1 s,2 s,3 s,4 s")]
    [InlineData(30_000, "0,5 s,10 s,15 s,20 s,25 s,30 s")]
    [InlineData(59_000, "0,10 s,20 s,30 s,40 s,50 s")]
    [InlineData(400_000, "0,2 min,4 min,6 min")]
    [InlineData(80_000_000, "0,6 h,12 h,18 h")]
    [InlineData(900_000_000, "0,2 d,4 d,6 d,8 d,10 d")]
    public void The_marks_are_round_and_few(double milliseconds, string labels) =>
        string.Join(',', TimeRuler.Of(TimeSpan.FromMilliseconds(milliseconds)).Select(static tick => tick.Label)).ShouldBe(labels);

    [Fact]
    public void The_marks_stand_where_their_time_is() =>
        TimeRuler.Of(TimeSpan.FromMilliseconds(80)).Select(static tick => tick.Percent).ShouldBe([0, 25, 50, 75, 100]);

    [Fact]
    public void Whatever_the_duration_there_are_some_marks_and_not_many()
    {
        for (var ticks = 1L; ticks < TimeSpan.TicksPerDay * 1_000; ticks = (ticks * 17 / 10) + 1)
        {
            TimeRuler.Of(new TimeSpan(ticks)).Count.ShouldBeInRange(2, 8);
        }
    }
}
