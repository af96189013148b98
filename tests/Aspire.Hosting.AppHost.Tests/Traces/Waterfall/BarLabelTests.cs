using Aspire.Hosting.Dashboard.Traces.Waterfall;

namespace Aspire.Hosting.Dashboard.Tests.Traces.Waterfall;

public sealed class BarLabelTests
{
    [Theory]
    [InlineData(0, 100, "Inside")]
    [InlineData(70, 30, "Inside")]
    [InlineData(0, 1, "After")]
    [InlineData(60, 10, "After")]
    [InlineData(95, 5, "Before")]
    [InlineData(62, 20, "Before")]
    public void The_duration_stands_where_there_is_room(double offset, double width, string place) => BarLabel.PlaceOf(offset, width).ToString().ShouldBe(place);

    [Fact]
    public void There_is_room_for_it_wherever_a_bar_is()
    {
        for (var offset = 0; offset <= 100; offset++)
        {
            for (var width = 0; offset + width <= 100; width++)
            {
                var room = BarLabel.PlaceOf(offset, width) switch { LabelPlace.Inside => width, LabelPlace.After => 100 - offset - width, _ => offset };
                room.ShouldBeGreaterThanOrEqualTo(24);
            }
        }
    }
}
