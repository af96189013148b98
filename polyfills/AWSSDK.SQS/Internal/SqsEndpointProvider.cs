#nullable enable
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.SQS.Internal;

/// <summary>Where the service is: at the configured endpoint, else at the region's (docs.aws.amazon.com/general/latest/gr/sqs-service.html).</summary>
internal sealed class SqsEndpointProvider : IEndpointProvider
{
    public const string Region = "Region";
    public const string Endpoint = "Endpoint";
    public const string UseDualStack = "UseDualStack";
    public const string UseFips = "UseFIPS";

    private const string GovernmentPartition = "aws-us-gov";
    private const string DualStackSuffix = "api.aws";
    private const string DualStackSuffixOfChina = "api.amazonwebservices.com.cn";

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var fips = parameters[UseFips] is true;
        var dualStack = parameters[UseDualStack] is true;
        if (parameters[Endpoint] is string { Length: > 0 } endpoint)
        {
            return fips || dualStack
                ? throw new AmazonClientException($"Invalid Configuration: {(fips ? "FIPS" : "Dualstack")} and custom endpoint are not supported")
                : new Endpoint(endpoint);
        }

        if (parameters[Region] is not string { Length: > 0 } name)
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }

        var region = RegionEndpoint.GetBySystemName(name);
        var host = fips && (dualStack || region.PartitionName != GovernmentPartition) ? "sqs-fips" : "sqs";
        var suffix = !dualStack ? region.PartitionDnsSuffix : region.PartitionName == "aws-cn" ? DualStackSuffixOfChina : DualStackSuffix;
        return new Endpoint($"https://{host}.{name}.{suffix}");
    }
}
