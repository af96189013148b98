using Microsoft.Extensions.Options;

namespace MyArch.Time.Tests;

public sealed class TimeOptionsTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("1000001")]
    [InlineData("many")]
    public void A_limit_that_is_no_limit_keeps_the_instance_from_starting(string value)
    {
        using var instance = new TimeServer(settings: ("Time:MaxStreams", value));

        var failure = Should.Throw<OptionsValidationException>(() => instance.Address);

        failure.Message.ShouldContain("Time:MaxStreams");
    }
}
