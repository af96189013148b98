using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>Puts the addresses together that are shown for a resource.</summary>
internal sealed partial class ResourceUrls(ResourceNotificationService notifications, ResourceLoggerService loggers, DistributedApplicationExecutionContext executionContext)
{
    public async Task PublishAsync(IResource resource, CancellationToken cancellationToken)
    {
        var urls = resource is IResourceWithEndpoints withEndpoints
            ? withEndpoints.GetEndpoints().Where(e => e.IsAllocated).Select(e => new ResourceUrlAnnotation { Url = e.Url, Endpoint = e }).ToList()
            : [];
        var context = new ResourceUrlsCallbackContext(executionContext, resource, urls, cancellationToken) { Logger = loggers.GetLogger(resource) };
        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            try
            {
                await annotation.Callback(context);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(context.Logger, exception.Message);
            }
        }

        await notifications.PublishUpdateAsync(resource, s => s with { Urls = [.. context.Urls.Select(Snapshot)] });
    }

    private static UrlSnapshot Snapshot(ResourceUrlAnnotation url)
    {
        var address = url.Endpoint is { IsAllocated: true } endpoint && url.Url.StartsWith('/') ? new Uri(new Uri(endpoint.Url), url.Url).ToString() : url.Url;
        return new UrlSnapshot(url.Endpoint?.EndpointName, address, url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
        {
            IsInactive = url.Endpoint is not null,
            DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? "", url.DisplayOrder ?? 0),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A callback for the addresses failed: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
