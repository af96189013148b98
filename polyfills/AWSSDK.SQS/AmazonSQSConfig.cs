using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.SQS.Internal;
using Amazon.Util.Internal;

namespace Amazon.SQS;

/// <summary>
/// The settings of an <see cref="AmazonSQSClient"/>. What is left out comes from the SDK's own sources: the variables <c>AWS_REGION</c>, <c>AWS_ENDPOINT_URL_SQS</c>, <c>AWS_ENDPOINT_URL</c>
/// and the shared configuration file.
/// </summary>
public class AmazonSQSConfig : ClientConfig
{
    // The version that this is a stand-in for.
    private static readonly string UserAgentString = InternalSDKUtils.BuildUserAgentString(ServiceName, "4.0.100.14");

    private const string ServiceName = "SQS";
    private const string EndpointName = "sqs";

    public AmazonSQSConfig()
        : base(new DefaultConfigurationProvider(DefaultConfigurations.All))
    {
        base.ServiceId = ServiceName;
        AuthenticationServiceName = EndpointName;
        EndpointProvider = new SqsEndpointProvider();
    }

    /// <summary>The service's name in variables and configuration files.</summary>
    public static new string ServiceId => ServiceName;

    public override string RegionEndpointServiceName => EndpointName;

    public override string ServiceVersion => "2012-11-05";

    public override string UserAgent => UserAgentString;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return EndpointProvider.ResolveEndpoint(SqsEndpointResolver.Parameters(this, parameters.AlternateEndpoint));
    }
}
