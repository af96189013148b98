using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace StackExchange.Redis;

/// <summary>How to reach a Redis server and how long to wait for it. Times are in milliseconds unless said otherwise.</summary>
public sealed partial class ConfigurationOptions
{
    private const int DefaultPort = 6379;
    private const int DefaultTlsPort = 6380;
    private const int DefaultTimeout = 5000;

    private bool? _abortOnConnectFail;
    private int? _connectRetry;
    private int? _connectTimeout;
    private int? _syncTimeout;
    private int? _asyncTimeout;
    private int? _keepAlive;

    /// <summary>
    /// Whether connecting fails if the server cannot be reached; if not, a multiplexer is returned that goes on trying.
    /// </summary>
    /// <value>The default is true.</value>
    public bool AbortOnConnectFail
    {
        get => _abortOnConnectFail ?? AbortsByDefault;
        set => _abortOnConnectFail = value;
    }

    /// <summary>How long a command waits for its answer.</summary>
    /// <value>The default is <see cref="SyncTimeout"/>.</value>
    public int AsyncTimeout
    {
        get => _asyncTimeout ?? SyncTimeout;
        set => _asyncTimeout = value;
    }

    /// <summary>What happens to commands while there is no connection.</summary>
    /// <value>The default is <see cref="BacklogPolicy.Default"/>.</value>
    public BacklogPolicy BacklogPolicy { get; set; } = BacklogPolicy.Default;

    /// <summary>Whether the revocation list is asked for the certificate of the server.</summary>
    /// <value>The default is true.</value>
    public bool CheckCertificateRevocation { get; set; } = true;

    /// <summary>What the server calls this client; the machine's name if not given.</summary>
    public string? ClientName { get; set; }

    /// <summary>How many times the first connection is tried.</summary>
    /// <value>The default is 3.</value>
    public int ConnectRetry
    {
        get => _connectRetry ?? 3;
        set => _connectRetry = value;
    }

    /// <summary>How long an attempt to connect, TLS and login included, may take.</summary>
    /// <value>The default is 5000, or <see cref="SyncTimeout"/> if that is more.</value>
    public int ConnectTimeout
    {
        get => _connectTimeout ?? Math.Max(DefaultTimeout, SyncTimeout);
        set => _connectTimeout = value;
    }

    /// <summary>The database that is used; 0 if not given.</summary>
    public int? DefaultDatabase { get; set; }

    /// <summary>The address of the server.</summary>
    public EndPointCollection EndPoints { get; init; } = [];

    /// <summary>How often timeouts and the health of the connection are looked at.</summary>
    /// <value>The default is one second.</value>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After how many seconds without traffic the server is asked for a sign of life.</summary>
    /// <value>The default is 60.</value>
    public int KeepAlive
    {
        get => _keepAlive ?? 60;
        set => _keepAlive = value;
    }

    /// <summary>Where lost and restored connections are logged.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The password, if the server wants one.</summary>
    public string? Password { get; set; }

    /// <summary>Whether the connection uses TLS.</summary>
    public bool Ssl { get; set; }

    /// <summary>The name that the certificate of the server must have; the host's name if not given.</summary>
    public string? SslHost { get; set; }

    /// <summary>The default of <see cref="AsyncTimeout"/>; this client has no synchronous commands.</summary>
    /// <value>The default is 5000.</value>
    public int SyncTimeout
    {
        get => _syncTimeout ?? DefaultTimeout;
        set => _syncTimeout = value;
    }

    /// <summary>The user of the server's access control list; <c>default</c> if not given.</summary>
    public string? User { get; set; }

    internal bool AbortsByDefault { get; set; } = true;

    /// <summary>A copy that shares nothing that can be changed.</summary>
    public ConfigurationOptions Clone() => new(this, [.. EndPoints]);

    /// <summary>Trusts certificates that this one signed, besides those that the machine trusts.</summary>
    public void TrustIssuer(X509Certificate2 issuer)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        ServerCertificateValidation = (_, certificate, _, errors) => IssuerTrust.Accepts(issuer, certificate, errors);
    }

    /// <summary>Gives addresses without a port the default one.</summary>
    public void SetDefaultPorts()
    {
        var port = Ssl ? DefaultTlsPort : DefaultPort;
        for (var index = 0; index < EndPoints.Count; index++)
        {
            EndPoints[index] = EndPoints[index] switch
            {
                DnsEndPoint { Port: 0 } dns => new DnsEndPoint(dns.Host, port, dns.AddressFamily),
                IPEndPoint { Port: 0 } ip => new IPEndPoint(ip.Address, port),
                var endpoint => endpoint,
            };
        }
    }

    /// <summary>Without it the machine's own rules hold.</summary>
    internal RemoteCertificateValidationCallback? ServerCertificateValidation { get; private set; }
}
