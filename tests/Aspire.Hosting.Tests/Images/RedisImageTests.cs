using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Engine.Images;

namespace Aspire.Hosting.Tests.Images;

/// <summary>The contract of the image <c>redis</c>, and what AddRedis makes of it, with a real redis-server 7.</summary>
public sealed class RedisImageTests : IAsyncLifetime
{
    private const string Password = "s3cret-of-redis-1f0e";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ContainerFixture _fixture = new();
    private readonly RedisImage _image = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task It_asks_for_the_password_and_keeps_its_data_in_the_volume()
    {
        var container = Container("redis-server --requirepass $REDIS_PASSWORD --appendonly yes");
        var server = await _image.StartAsync(container, _fixture.Launcher, None);
        (await RedisClient.AskWhenUpAsync(_fixture.Port, "PING"))[0].ShouldStartWith("-NOAUTH");
        (await RedisClient.AskAsync(_fixture.Port, $"AUTH {Password}", "SET key value", "CONFIG GET daemonize")).ShouldBe(["+OK", "+OK", "no"]);
        await ContainerFixture.StopAsync(server);
        (await server.Exited).ShouldBe(0);
        Directory.Exists(Path.Combine(_fixture.Volume, "appendonlydir")).ShouldBeTrue();

        var again = await _image.StartAsync(container, _fixture.Launcher, None);
        (await RedisClient.AskWhenUpAsync(_fixture.Port, $"AUTH {Password}", "GET key")).ShouldBe(["+OK", "value"]);
        await ContainerFixture.StopAsync(again);
    }

    [Fact]
    public async Task Users_of_the_command_line_have_the_rights_that_it_gives_them()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("cart-password")));
        await _image.StartAsync(
            Container($"redis-server --requirepass $REDIS_PASSWORD --user cart on '#{hash}' '~cart:*' ~order:* +@all -@dangerous"), _fixture.Launcher, None);
        var answers = await RedisClient.AskWhenUpAsync(_fixture.Port, "AUTH cart cart-password", "SET cart:1 x", "SET order:1 x", "SET other:1 x", "FLUSHALL");
        answers[..3].ShouldBe(["+OK", "+OK", "+OK"]);
        answers[3].ShouldStartWith("-NOPERM");
        answers[4].ShouldStartWith("-NOPERM");
    }

    [Fact]
    public async Task Quotes_variables_and_odd_characters_mean_what_they_mean_to_a_shell()
    {
        var container = Container("""exec redis-server --requirepass "$REDIS_PASSWORD" --save 60 1 --save '' --maxmemory "$LIMIT" --proc-title-template 'redis " \ ä'""") with
        {
            Environment = new Dictionary<string, string> { ["REDIS_PASSWORD"] = "--a \"b\" 'c' \\x $d", ["LIMIT"] = "64mb" },
        };
        await _image.StartAsync(container, _fixture.Launcher, None);
        var answers = await RedisClient.AskWhenUpAsync(
            _fixture.Port, """AUTH "--a \"b\" 'c' \\x $d" """, "CONFIG GET maxmemory", "CONFIG GET save", "CONFIG GET proc-title-template");
        answers.ShouldBe(["+OK", "67108864", "", "redis \" \\ ä"]);
    }

    [Fact]
    public async Task The_images_own_entrypoint_takes_options_and_a_configuration_file_by_its_container_path()
    {
        var file = _fixture.Write("conf/redis.conf", "maxclients 77\n");
        var container = Container("") with { Entrypoint = null, Arguments = ["redis-server", "/etc/redis/redis.conf", "--maxmemory", "1mb", "--port", "1"] };
        container = container with { Mounts = [.. container.Mounts, new NativeMount(Path.GetDirectoryName(file)!, "/etc/redis", IsReadOnly: true)] };
        await _image.StartAsync(container, _fixture.Launcher, None);
        (await RedisClient.AskWhenUpAsync(_fixture.Port, "CONFIG GET maxclients", "CONFIG GET maxmemory", "CONFIG GET dir")).ShouldBe(["77", "1048576", _fixture.Volume]);
    }

    [Fact]
    public async Task Without_a_volume_the_data_is_the_containers_own()
    {
        await _image.StartAsync(Container("redis-server") with { Mounts = [] }, _fixture.Launcher, None);
        (await RedisClient.AskWhenUpAsync(_fixture.Port, "CONFIG GET dir"))[0].ShouldBe(Path.Combine(_fixture.Folder, "scratch", "data"));
    }

    [Fact]
    public async Task No_secret_is_ever_on_a_command_line()
    {
        await using var watch = new SecretWatch(Password);
        for (var round = 0; round < 5; round++)
        {
            var server = await _image.StartAsync(Container("redis-server --requirepass $REDIS_PASSWORD"), _fixture.Launcher, None);
            await RedisClient.AskWhenUpAsync(_fixture.Port, "PING");
            await ContainerFixture.StopAsync(server);
        }

        watch.Rounds.ShouldBeGreaterThan(5);
        watch.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_setting_that_redis_refuses_ends_it_without_showing_the_setting()
    {
        var server = await _image.StartAsync(Container("redis-server --user name on $REDIS_PASSWORD"), _fixture.Launcher, None);
        (await server.Exited.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe(1);
        _fixture.Output.ShouldContain(static line => line.StartsWith(">>> 'user", StringComparison.Ordinal));
        _fixture.Output.ShouldAllBe(static line => !line.Contains(Password));
    }

    [Fact]
    public async Task Another_major_version_than_the_tags_is_a_clear_error()
    {
        var error = await FailsAsync(_image, Container("redis-server") with { Tag = "8.6" });
        error.ShouldContain("library/redis:8.6");
        error.ShouldContain("redis-server 7");
        error.ShouldContain("WithImageTag(\"7\")");
    }

    [Fact]
    public async Task A_missing_redis_server_is_a_clear_error() =>
        (await FailsAsync(new RedisImage(searchPath: "/nowhere"), Container("redis-server"))).ShouldContain("apt-get install redis-server");

    [Theory]
    [InlineData("redis-sentinel /etc/sentinel.conf")]
    [InlineData("echo hello")]
    public async Task Another_command_than_redis_server_is_a_clear_error(string command) =>
        (await FailsAsync(_image, Container(command))).ShouldContain("only commands that start redis-server");

    [Fact]
    public async Task Quotes_that_do_not_match_are_a_clear_error_without_the_secret()
    {
        var error = await FailsAsync(_image, Container("redis-server --requirepass \"$REDIS_PASSWORD"));
        error.ShouldContain("quotes");
        error.ShouldNotContain(Password);
    }

    private NativeContainer Container(string command) => _fixture.Container("library/redis", "7.0", "/data", 6379) with
    {
        Entrypoint = "/bin/sh",
        Arguments = ["-c", command],
        Environment = new Dictionary<string, string> { ["REDIS_PASSWORD"] = Password },
    };

    private async Task<string> FailsAsync(RedisImage image, NativeContainer container)
    {
        var error = await Should.ThrowAsync<DistributedApplicationException>(() => image.StartAsync(container, _fixture.Launcher, None));
        error.Message.ShouldContain("'thing'");
        return error.Message;
    }
}
