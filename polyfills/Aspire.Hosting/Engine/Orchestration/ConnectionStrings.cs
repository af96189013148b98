using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>Announces connection strings: a resource's own, and those of the resources that live in it.</summary>
internal sealed class ConnectionStrings(
    DistributedApplicationModel model, IDistributedApplicationEventing eventing, ResourceNotificationService notifications, IServiceProvider services)
{
    public void ShowInSnapshots() => eventing.Subscribe<ConnectionStringAvailableEvent>(async (@event, cancellationToken) =>
    {
        if (@event.Resource is IResourceWithConnectionString resource)
        {
            var value = await resource.GetConnectionStringAsync(cancellationToken);
            await notifications.PublishUpdateAsync(resource, s => s with { Properties = s.Properties.With(KnownProperties.ConnectionString, value, isSensitive: true) });
        }
    });

    public async Task AnnounceAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithConnectionString)
        {
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken);
        }

        foreach (var child in model.Resources.OfType<IResourceWithParent>().Where(c => c.Parent == resource && WorkloadLauncher.TypeOf(c) is null).ToArray())
        {
            await AnnounceAsync(child, cancellationToken);
        }
    }
}
