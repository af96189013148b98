using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace StackExchange.Redis;

/// <summary>Trusts what one issuer signed: the only fault that is forgiven is a chain that ends at that issuer.</summary>
internal static class IssuerTrust
{
    public static bool Accepts(X509Certificate2 issuer, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(issuer);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
    }
}
