using System.ComponentModel.DataAnnotations;
using MyArch.ServiceDefaults;

namespace MyArch.Gateway;

/// <summary>Listeners, time-outs and limits of the gateway.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>The port of the internal listener; it must be the port of exactly one of the server's URLs. Requests that arrive on any other port are public.</summary>
    [Required(ErrorMessage = "is missing: without it the internal listener can't be told from the public ones")]
    [Range(1, 65535, ErrorMessage = "must be between 1 and 65535")]
    public int? InternalPort { get; set; }

    /// <summary>The certificate of the https listener, a PKCS #12 file. It is made when it is missing and renewed when it is about to expire.</summary>
    /// <value>None by default: a new certificate at each start.</value>
    public string? CertificatePath { get; set; }

    /// <summary>How long a request may pass without a byte in either direction before it is given up with 504, and how long an idle connection is kept.</summary>
    /// <value>60 seconds, an Application Load Balancer's idle time-out.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:06:40", ErrorMessage = "must be between 100 ms and 4000 s")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a connection to a target may take to be made.</summary>
    /// <value>10 seconds, as an Application Load Balancer waits.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00", ErrorMessage = "must be between 10 ms and 60 s")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest request body in bytes; a larger one is answered with 413.</summary>
    /// <value>10,500,000: a file of 10,000,000 bytes in a multipart form.</value>
    [Range(0, 1_000_000_000, ErrorMessage = "must be between 0 and 1,000,000,000")]
    public long MaxRequestBodyBytes { get; set; } = 10_500_000;

    /// <summary>The largest request header section in bytes; a larger one is answered with 431.</summary>
    [Range(1024, 1_048_576, ErrorMessage = "must be between 1024 and 1,048,576")]
    public int MaxRequestHeaderBytes { get; set; } = 32_768;

    /// <summary>The longest request line in bytes; a longer one is answered with 414.</summary>
    [Range(128, 1_048_576, ErrorMessage = "must be between 128 and 1,048,576")]
    public int MaxRequestLineBytes { get; set; } = 8_192;

    /// <summary>How long a client may take to send its headers; a slower one is answered with 408.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00", ErrorMessage = "must be between 500 ms and 10 minutes")]
    public TimeSpan RequestHeadersTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The slowest body that is accepted, in bytes a second after a grace period of five seconds; a slower one is answered with 408. 0 is no limit.</summary>
    [Range(0, 1_000_000, ErrorMessage = "must be between 0 and 1,000,000")]
    public int MinRequestBodyBytesPerSecond { get; set; } = 240;

    /// <summary>Open connections of all public listeners together; further ones are closed at once.</summary>
    /// <value>20,000, or as many as the process's limit of open files leaves room for if that is less: one each for a connection and for a request in flight.</value>
    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1,000,000")]
    public int MaxConnections { get; set; } = OpenFileLimit.Bound(20_000, descriptors: 2);

    /// <summary>Public requests that are with a target at once, streams included; a further one is answered with 503.</summary>
    /// <value>As many as <see cref="MaxConnections"/> by default: over HTTP/2 one connection carries many requests.</value>
    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1,000,000")]
    public int MaxRequestsInFlight { get; set; } = OpenFileLimit.Bound(20_000, descriptors: 2);

    /// <summary>Requests a second that one client address may send before it is answered with 429. 0 is no limit.</summary>
    /// <value>0, so that a load test from one address passes: an Application Load Balancer has no such limit either.</value>
    [Range(0, 1_000_000, ErrorMessage = "must be between 0 and 1,000,000")]
    public int RequestsPerSecond { get; set; }

    /// <summary>How many requests a client address may send at once after a quiet time; at least <see cref="RequestsPerSecond"/> if that is not reached.</summary>
    [Range(0, 10_000_000, ErrorMessage = "must be between 0 and 10,000,000")]
    public int RequestBurst { get; set; }

    /// <summary>How many bytes of a body are kept so that a request can be sent again to another target.</summary>
    [Range(0, 1_048_576, ErrorMessage = "must be between 0 and 1,048,576")]
    public int MaxReplayBytes { get; set; } = 65_536;
}
