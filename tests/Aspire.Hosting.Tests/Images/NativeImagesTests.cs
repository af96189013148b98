using Aspire.Hosting.Engine.Images;

namespace Aspire.Hosting.Tests.Images;

public sealed class NativeImagesTests
{
    private readonly NativeImages _images = new();

    [Theory]
    [InlineData("redis", "library/redis")]
    [InlineData("library/redis", "library/redis")]
    [InlineData("docker.io/library/redis", "library/redis")]
    [InlineData("localhost:5000/library/postgres", "library/postgres")]
    [InlineData("mcr.example.com/postgres", "library/postgres")]
    public void An_image_is_known_under_any_registry(string image, string expected) =>
        _images.Find("thing", image, "7").Image.ShouldBe(expected);

    [Theory]
    [InlineData("mongo")]
    [InlineData("bitnami/redis")]
    public void An_unknown_image_is_an_error_that_says_what_is_known_and_what_else_to_do(string image)
    {
        var error = Should.Throw<DistributedApplicationException>(() => _images.Find("thing", image, "1.2"));
        error.Message.ShouldContain("'thing'");
        error.Message.ShouldContain($"'{image}:1.2'");
        error.Message.ShouldContain("library/postgres");
        error.Message.ShouldContain("UsePolyfills=false");
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("7.2.5-alpine", 7)]
    [InlineData("15-bookworm", 15)]
    [InlineData("latest", null)]
    [InlineData("alpine3.20", null)]
    public void The_major_version_of_a_tag_is_its_leading_number(string tag, int? expected) => ImageVersion.MajorOfTag(tag).ShouldBe(expected);

    [Theory]
    [InlineData("/data", "/host/data")]
    [InlineData("/data/dump.rdb", "/host/data/dump.rdb")]
    [InlineData("/data/inner/x", "/elsewhere/x")]
    [InlineData("/database", "/database")]
    [InlineData("hba_file=/data/pg_hba.conf", "hba_file=/host/data/pg_hba.conf")]
    [InlineData("a=b=/data", "a=b=/host/data")]
    [InlineData("yes", "yes")]
    public void Paths_in_values_are_the_hosts_where_a_mount_covers_them(string value, string expected) =>
        new ContainerPaths([new NativeMount("/host/data", "/data/", false), new NativeMount("/elsewhere", "/data/inner", true)]).Translate(value).ShouldBe(expected);
}
