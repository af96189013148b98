#nullable enable
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.SQS.Internal;

/// <summary>The step of the pipeline that finds a request's endpoint. The queue's URL is part of the body and decides nothing here.</summary>
internal sealed class SqsEndpointResolver : BaseEndpointResolver
{
    public static EndpointParameters Parameters(IClientConfig config, RegionEndpoint? alternate)
    {
        var region = (alternate ?? config.RegionEndpoint)?.SystemName;
        if (region is null && !string.IsNullOrEmpty(config.ServiceURL))
        {
            region = string.IsNullOrEmpty(config.AuthenticationRegion) ? AWSSDKUtils.DetermineRegion(config.ServiceURL) : config.AuthenticationRegion;
        }

        return new EndpointParameters
        {
            [SqsEndpointProvider.Region] = region,
            [SqsEndpointProvider.Endpoint] = config.ServiceURL,
            [SqsEndpointProvider.UseDualStack] = config.UseDualstackEndpoint,
            [SqsEndpointProvider.UseFips] = config.UseFIPSEndpoint,
        };
    }

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        Parameters(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);
}
