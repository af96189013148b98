#nullable enable
using Amazon.Runtime;

namespace Amazon.SQS.Internal;

/// <summary>The SDK's defaults by mode (docs.aws.amazon.com/sdkref, "Smart configuration defaults"): all retry in standard mode, and they differ in the time to connect.</summary>
internal static class DefaultConfigurations
{
    private static readonly TimeSpan Near = TimeSpan.FromMilliseconds(1100);
    private static readonly TimeSpan Far = TimeSpan.FromMilliseconds(3100);
    private static readonly TimeSpan Mobile = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<IDefaultConfiguration> All { get; } =
    [
        Of(DefaultConfigurationMode.Standard, Far),
        Of(DefaultConfigurationMode.InRegion, Near),
        Of(DefaultConfigurationMode.CrossRegion, Far),
        Of(DefaultConfigurationMode.Mobile, Mobile),
        Of(DefaultConfigurationMode.Auto, Near),
    ];

    private static DefaultConfiguration Of(DefaultConfigurationMode mode, TimeSpan connect) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = connect,
        TlsNegotiationTimeout = connect,
    };
}
