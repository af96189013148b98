using Aspire.Hosting.Dashboard.Resources.Graph;

namespace Aspire.Hosting.Dashboard.Tests.Resources.Graph;

public sealed class GraphValueTests
{
    [Theory]
    [InlineData(0.04, 0, "0/s", "0%")]
    [InlineData(1.24, 0.0004, "1.2/s", "<0.1%")]
    [InlineData(9.96, 0.0123, "10/s", "1.2%")]
    [InlineData(1234.4, 0.5, "1234/s", "50%")]
    public void Numbers_are_short(double rate, double errors, string shownRate, string shownErrors)
    {
        var figures = new RequestFigures(rate, errors, TimeSpan.FromMilliseconds(12.34));

        (figures.Rate, figures.Errors, figures.P95Text).ShouldBe((shownRate, shownErrors, "12.3ms"));
    }

    [Fact]
    public void Without_requests_there_are_no_errors_and_no_times()
    {
        var figures = new RequestFigures(0, 0, TimeSpan.Zero);

        (figures.Rate, figures.Errors, figures.P95Text).ShouldBe(("0/s", "", ""));
    }

    [Fact]
    public void A_group_does_what_its_instances_do_together()
    {
        var together = RequestFigures.Together([new(30, 0, TimeSpan.FromMilliseconds(5)), new(10, 0.2, TimeSpan.FromMilliseconds(80))])!;

        together.RatePerSecond.ShouldBe(40);
        together.ErrorShare.ShouldBe(0.05, 1e-9);
        together.P95.ShouldBe(TimeSpan.FromMilliseconds(80));
        RequestFigures.Together([]).ShouldBeNull();
    }

    [Theory]
    [InlineData("service.namespace=cart,cloud.availability_zone=a", "a")]
    [InlineData("cloud.availability_zone = eu%2Dcentral%2D1a ,x=y", "eu-central-1a")]
    [InlineData("cloud.availability_zone=", null)]
    [InlineData("service.instance.id=1", null)]
    [InlineData("", null)]
    public void The_zone_is_a_resource_attribute(string attributes, string? zone) => AvailabilityZones.Parse(attributes).ShouldBe(zone);

    [Theory]
    [InlineData("cart-a1", "cart-a1")]
    [InlineData("a-resource-with-a-very-long-name", "a-resource-with-…")]
    public void A_name_that_does_not_fit_ends_with_an_ellipsis(string name, string shown)
    {
        var text = TextWidths.Fit(name, 12, 120);

        text.ShouldBe(shown);
        TextWidths.Of(text, 12).ShouldBeLessThanOrEqualTo(120);
    }
}
