using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MyArch.Gateway.Tls;

/// <summary>The certificate of the https listener: read from its file, made and kept there when it is missing or about to expire.</summary>
internal static class ServerCertificate
{
    private const string Subject = "CN=MyArch gateway";

    // The longest that clients accept of a certificate of 2020 or earlier, and many still do: 825 days.
    private static readonly TimeSpan Validity = TimeSpan.FromDays(825);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>Reads or makes the certificate.</summary>
    /// <param name="path">The PKCS #12 file; null for a certificate that is not kept.</param>
    /// <param name="hosts">Host names that it is for, besides localhost.</param>
    /// <param name="time">Says what has expired.</param>
    public static X509Certificate2 Get(string? path, IEnumerable<string> hosts, TimeProvider time)
    {
        if (path is null)
        {
            return Load(Make(hosts, time));
        }

        if (Read(path) is { } known && !(IsOwn(known) && new DateTimeOffset(known.NotAfter) - time.GetUtcNow() < RenewBefore))
        {
            return known;
        }

        var made = Make(hosts, time);
        Write(path, made);
        return Load(made);
    }

    private static bool IsOwn(X509Certificate2 certificate) => certificate.Subject == Subject && certificate.Issuer == Subject;

    private static X509Certificate2? Read(string path)
    {
        try
        {
            return Load(File.ReadAllBytes(path));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (CryptographicException exception)
        {
            throw new InvalidOperationException(
                $"Gateway:CertificatePath: '{path}' is not a PKCS #12 file without a password. Delete it, and the gateway makes a new one.", exception);
        }
    }

    private static X509Certificate2 Load(byte[] pkcs12) => X509CertificateLoader.LoadPkcs12(pkcs12, password: null);

    private static byte[] Make(IEnumerable<string> hosts, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        request.CertificateExtensions.Add(Names(hosts));
        var now = time.GetUtcNow();
        // A day back, for clients whose clock is behind.
        using var certificate = request.CreateSelfSigned(now - TimeSpan.FromDays(1), now + Validity - TimeSpan.FromDays(1));
        return certificate.Export(X509ContentType.Pkcs12);
    }

    private static X509Extension Names(IEnumerable<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("*.localhost");
        // Browsers take no wildcard directly below a top-level domain, so each site is named too.
        foreach (var host in hosts)
        {
            names.AddDnsName(host);
        }

        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return names.Build();
    }

    private static void Write(string path, byte[] pkcs12)
    {
        // Complete and readable by the owner alone before it has its name: a start that is killed leaves no half a file behind.
        var partial = $"{path}.{Environment.ProcessId}.partial";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(partial, options))
        {
            file.Write(pkcs12);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }
}
