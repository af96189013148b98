using StackExchange.Redis.Tests.Fixtures;

namespace StackExchange.Redis.Tests;

public sealed class TlsTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private Certificates _certificates = null!;
    private RedisServer _server = null!;

    public async Task InitializeAsync()
    {
        _certificates = new Certificates(_directory.Path);
        _server = await RedisServer.StartAsync(
            "--port", "0", "--tls-port", "{port}", "--tls-auth-clients", "no", "--requirepass", "secret",
            "--tls-cert-file", _directory.Combine("server.pem"), "--tls-key-file", _directory.Combine("server.key"), "--tls-ca-cert-file", _directory.Combine("ca.pem"));
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificates.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Commands_go_through_tls_to_a_trusted_server()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Trusting(""));
        var database = connection.GetDatabase();
        var value = new byte[5 * 1024 * 1024];
        new Random(1).NextBytes(value);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(number => database.StringSetAsync($"k{number}", number)));
        await database.StringSetAsync("large", value);
        ((byte[]?)await database.StringGetAsync("large")).AsSpan().SequenceEqual(value).ShouldBeTrue();
        ((int)await database.StringGetAsync("k63")).ShouldBe(63);

        await _server.KillAsync();
        await Eventually.IsTrueAsync(() => !connection.IsConnected, because: "the loss is noticed");
        await _server.StartAgainAsync();
        (await database.StringSetAsync("again", 1)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_is_refused() => await ShouldBeRefusedAsync(
        ConfigurationOptions.Parse($"localhost:{_server.Port},ssl=true,password=secret,connectRetry=1"), ConnectionFailureType.AuthenticationFailure);

    [Fact]
    public async Task A_server_of_another_name_is_refused() =>
        await ShouldBeRefusedAsync(Trusting("sslHost=other.example"), ConnectionFailureType.AuthenticationFailure);

    [Fact]
    public async Task A_client_without_tls_gets_nowhere()
    {
        var options = ConfigurationOptions.Parse($"localhost:{_server.Port},password=secret,connectRetry=1,connectTimeout=2000");
        await Should.ThrowAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync(options));
    }

    private static async Task ShouldBeRefusedAsync(ConfigurationOptions options, ConnectionFailureType type)
    {
        var failure = await Should.ThrowAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync(options));
        failure.InnerException.ShouldBeOfType<RedisConnectionException>().FailureType.ShouldBe(type);
    }

    private ConfigurationOptions Trusting(string more)
    {
        var options = ConfigurationOptions.Parse($"localhost:{_server.Port},ssl=true,password=secret,connectRetry=1,checkCertificateRevocation=false,{more}");
        options.TrustIssuer(_certificates.Authority);
        return options;
    }
}
