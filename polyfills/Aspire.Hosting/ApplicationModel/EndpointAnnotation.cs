using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address that a resource listens on.</summary>
[DebuggerDisplay("{Name}: {UriScheme}, port {Port}, target port {TargetPort}, proxied {IsProxied}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly TaskCompletionSource<AllocatedEndpoint> _allocated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int? _port;
    private int? _targetPort;
    private string? _transport;
    private bool? _tlsEnabled;

    /// <param name="protocol">TCP, or nothing else here.</param>
    /// <param name="uriScheme">The scheme of its address; the protocol's name by default.</param>
    /// <param name="transport">What is spoken over it; <c>http</c> for http and https, else the protocol's name.</param>
    /// <param name="name">The endpoint's name, unique in its resource; the scheme by default.</param>
    /// <param name="port">The port that clients use; null lets the host choose.</param>
    /// <param name="targetPort">The port that the program listens on; null lets the host choose.</param>
    /// <param name="isExternal">Whether it is meant for the world outside of the application.</param>
    /// <param name="isProxied">Whether the host listens on <paramref name="port"/> and hands connections on; true by default.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        [EndpointName] string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? (protocol == ProtocolType.Udp ? "udp" : "tcp");
        Name = name ?? UriScheme;
        ModelName.Validate("Endpoint", Name);
        _transport = transport;
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied ?? true;
    }

    public string Name { get; set; }

    public ProtocolType Protocol { get; set; }

    /// <summary>The port that clients use. Without a proxy it is the target port unless both are set.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied ? null : _targetPort);
        set => _port = value;
    }

    /// <summary>The port that the program listens on. Without a proxy it is the port unless both are set.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied ? null : _port);
        set => _targetPort = value;
    }

    public string UriScheme { get; set; }

    /// <summary>The host name that the program binds to.</summary>
    public string TargetHost { get; set; } = "localhost";

    public string Transport
    {
        get => _transport ?? (IsHttpScheme ? "http" : Protocol == ProtocolType.Udp ? "udp" : "tcp");
        set => _transport = value;
    }

    public bool IsExternal { get; set; }

    /// <summary>
    /// Whether the host listens in front of the program. A proxied address exists as soon as the host runs, accepts connections while the program
    /// does not, and hands them on when it does.
    /// </summary>
    public bool IsProxied { get; set; }

    /// <summary>Whether <c>WithReference</c> to the whole resource leaves this endpoint out.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>Whether connections are encrypted; true for https unless set.</summary>
    public bool TlsEnabled
    {
        get => _tlsEnabled ?? string.Equals(UriScheme, "https", StringComparison.OrdinalIgnoreCase);
        set => _tlsEnabled = value;
    }

    /// <summary>The address that the host chose, or null while it has not.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => _allocated.Task.IsCompletedSuccessfully ? _allocated.Task.GetAwaiter().GetResult() : null;
        set
        {
            if (value is null)
            {
                _allocated.TrySetException(new InvalidOperationException($"The endpoint '{Name}' is not allocated."));
                _ = _allocated.Task.Exception;
            }
            else
            {
                _allocated.TrySetResult(value);
            }
        }
    }

    /// <summary>The environment variable that tells the program its target port.</summary>
    internal string? TargetPortEnvironmentVariable { get; set; }

    /// <summary>The port that was asked for and nothing else.</summary>
    internal int? SpecifiedPort => _port;

    private bool IsHttpScheme => UriScheme.Equals("http", StringComparison.OrdinalIgnoreCase) || UriScheme.Equals("https", StringComparison.OrdinalIgnoreCase);

    internal Task<AllocatedEndpoint> WhenAllocatedAsync(CancellationToken cancellationToken) => _allocated.Task.WaitAsync(cancellationToken);
}
