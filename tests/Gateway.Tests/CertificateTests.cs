using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using MyArch.Gateway.Tests.Fixtures;
using MyArch.Gateway.Tls;

namespace MyArch.Gateway.Tests;

public sealed class CertificateTests : IDisposable
{
    private static readonly string[] Hosts = [TestRoutes.Time];

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();

    private string Path => _directory.Combine("gateway.pfx");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_is_made_once_and_readable_by_the_owner_alone()
    {
        using var first = ServerCertificate.Get(Path, Hosts, _time);
        using var second = ServerCertificate.Get(Path, Hosts, _time);

        second.Thumbprint.ShouldBe(first.Thumbprint);
        first.HasPrivateKey.ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Directory.GetFiles(_directory.Path).ShouldBe([Path]);
    }

    [Fact]
    public void It_names_every_site()
    {
        using var certificate = ServerCertificate.Get(Path, Hosts, _time);

        foreach (var name in new[] { "localhost", TestRoutes.Time, "other.localhost", "127.0.0.1", "::1" })
        {
            certificate.MatchesHostname(name).ShouldBeTrue(name);
        }

        certificate.MatchesHostname("example.com").ShouldBeFalse();
        (certificate.NotAfter - certificate.NotBefore).TotalDays.ShouldBe(825, 0.1);
    }

    [Fact]
    public void It_is_renewed_a_month_before_it_expires()
    {
        using var first = ServerCertificate.Get(Path, Hosts, _time);
        _time.Advance(TimeSpan.FromDays(793));
        using var kept = ServerCertificate.Get(Path, Hosts, _time);
        _time.Advance(TimeSpan.FromDays(3));
        using var renewed = ServerCertificate.Get(Path, Hosts, _time);

        kept.Thumbprint.ShouldBe(first.Thumbprint);
        renewed.Thumbprint.ShouldNotBe(first.Thumbprint);
        new DateTimeOffset(renewed.NotAfter).ShouldBeGreaterThan(_time.GetUtcNow().AddDays(800));
    }

    [Fact]
    public void A_file_that_is_no_certificate_is_not_overwritten()
    {
        File.WriteAllText(Path, "mine");

        var error = Should.Throw<InvalidOperationException>(() => ServerCertificate.Get(Path, Hosts, _time));

        error.Message.ShouldContain(Path);
        error.Message.ShouldContain("Delete it");
        File.ReadAllText(Path).ShouldBe("mine");
    }

    [Fact]
    public async Task Https_speaks_HTTP_2_and_targets_know_that_it_was_https()
    {
        var seen = "";
        await using var backend = await Backend.StartAsync(context =>
        {
            seen = $"{context.Request.Protocol} {context.Request.Headers["X-Forwarded-Proto"]} {context.Request.Host}";
            return context.Response.WriteAsync("ok");
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address], settings =>
        {
            settings["urls"] += ";https://127.0.0.1:0";
            settings["Gateway:CertificatePath"] = Path;
        });
        using var expected = X509CertificateLoader.LoadPkcs12FromFile(Path, password: null);
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetCertHashString() == expected.Thumbprint,
                EnabledSslProtocols = SslProtocols.None,
            },
        });
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Https!, "/api/time")) { Version = new Version(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Host = TestRoutes.Time;

        using var response = await client.SendAsync(request);

        response.Version.ShouldBe(new Version(2, 0));
        seen.ShouldBe($"HTTP/1.1 https {TestRoutes.Time}");
    }
}
