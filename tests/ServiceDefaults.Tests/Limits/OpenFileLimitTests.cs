namespace MyArch.ServiceDefaults.Tests.Limits;

public sealed class OpenFileLimitTests
{
    [Theory]
    [InlineData("Max open files            1024                 1048576              files     ", 1024)]
    [InlineData("Max open files            unlimited            unlimited            files     ", int.MaxValue)]
    [InlineData("Max open files            99999999999          99999999999          files     ", int.MaxValue)]
    [InlineData("Max processes             95917                95917                processes ", int.MaxValue)]
    public void The_soft_limit_is_the_one_that_counts(string line, int expected) =>
        OpenFileLimit.Parse(["Limit                     Soft Limit           Hard Limit           Units     ", line]).ShouldBe(expected);

    [Theory]
    [InlineData(20_000, 2, 1_048_576, 20_000)]
    [InlineData(20_000, 2, 20_000, 9_750)]
    [InlineData(20_000, 2, 256, 1)]
    public void No_more_connections_than_the_limit_leaves_room_for(int wanted, int descriptors, int limit, int expected) =>
        OpenFileLimit.Bound(wanted, descriptors, limit).ShouldBe(expected);

    [Fact]
    public void This_process_has_room() => OpenFileLimit.Current.ShouldBeGreaterThan(OpenFileLimit.Reserved);
}
