using MyArch.Gateway.Targets;

namespace MyArch.Gateway.Tests;

public sealed class HealthCountTests
{
    private readonly HealthCount _count = new(healthyThreshold: 5, unhealthyThreshold: 2);

    [Theory]
    [InlineData("", "Initial")]
    [InlineData("+", "Healthy")]
    [InlineData("-", "Initial")]
    [InlineData("-+", "Healthy")]
    [InlineData("--", "Unhealthy")]
    [InlineData("--+", "Healthy")]
    [InlineData("-----+", "Healthy")]
    [InlineData("+--+", "Unhealthy")]
    [InlineData("+--++++", "Unhealthy")]
    [InlineData("+--+++++", "Healthy")]
    [InlineData("+--++++-+", "Unhealthy")]
    [InlineData("+-", "Healthy")]
    [InlineData("+-+-+-", "Healthy")]
    [InlineData("+--", "Unhealthy")]
    [InlineData("+x", "Unhealthy")]
    [InlineData("+x++++", "Unhealthy")]
    [InlineData("+x+++++", "Healthy")]
    [InlineData("+--++++x+", "Unhealthy")]
    [InlineData("x", "Initial")]
    [InlineData("x+", "Healthy")]
    public void States_follow_the_checks(string checks, string expected)
    {
        foreach (var check in checks)
        {
            _ = check switch
            {
                '+' => _count.Passed(),
                '-' => _count.Failed("failed"),
                _ => _count.Unreachable("unreachable"),
            };
        }

        _count.Status.State.ToString().ShouldBe(expected);
    }

    [Fact]
    public void The_reason_is_that_of_the_last_failure_and_gone_on_recovery()
    {
        _count.Passed();
        _count.Failed("one");
        _count.Failed("two").Reason.ShouldBe("two");
        _count.Failed("three").Reason.ShouldBe("three");
        for (var i = 0; i < 5; i++)
        {
            _count.Passed();
        }

        _count.Status.Reason.ShouldBeNull();
    }
}
