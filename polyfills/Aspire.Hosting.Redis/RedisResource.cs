namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Redis server.</summary>
public class RedisResource : ContainerResource, IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";

    public RedisResource(string name)
        : base(name)
    {
    }

    /// <param name="name">The resource's name.</param>
    /// <param name="password">What clients must show. A comma in it would end it in a connection string.</param>
    public RedisResource(string name, ParameterResource password)
        : base(name) => PasswordParameter = password;

    /// <summary>What clients must show, if anything.</summary>
    public ParameterResource? PasswordParameter { get; }

    public EndpointReference PrimaryEndpoint => field ??= new(this, PrimaryEndpointName);

    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <summary>Whether clients must use TLS: a native server never asks for it.</summary>
    public bool TlsEnabled => PrimaryEndpoint.TlsEnabled;

    /// <summary><c>host:port,password=…</c>, with <c>ssl=true</c> for a server with TLS.</summary>
    public ReferenceExpression ConnectionStringExpression
    {
        get
        {
            var builder = new ReferenceExpressionBuilder();
            builder.Append($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}");
            if (PasswordParameter is not null)
            {
                builder.Append($",password={PasswordParameter}");
            }

            builder.Append($"{PrimaryEndpoint.GetTlsValue(ReferenceExpression.Create($",ssl=true"), ReferenceExpression.Empty)}");
            return builder.Build();
        }
    }
}
