#nullable enable
using Amazon.Runtime.Internal;

namespace Amazon.SQS.Internal;

/// <summary>What the runtime calls the service and its operations.</summary>
internal sealed class ServiceMetadata : IServiceMetadata
{
    public string ServiceId => AmazonSQSConfig.ServiceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
