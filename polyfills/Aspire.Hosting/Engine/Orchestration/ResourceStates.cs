using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>Publishes the states of programs, and of the resources that live in them.</summary>
internal sealed class ResourceStates(DistributedApplicationModel model, ResourceNotificationService notifications, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>What a snapshot shows before anything happens.</summary>
    public Task InitializeAsync(IResource resource) => notifications.PublishUpdateAsync(resource, s =>
    {
        var type = WorkloadLauncher.TypeOf(resource);
        return s with
        {
            ResourceType = type ?? s.ResourceType,
            CreationTimeStamp = s.CreationTimeStamp ?? Now,
            State = s.State ?? (type is null ? null : (ResourceStateSnapshot?)KnownResourceStates.NotStarted),
            HealthReports = InitialReports(resource),
            Relationships = [.. s.Relationships.Concat(Relationships(resource)).Distinct()],
            Volumes = [.. resource.Annotations.OfType<ContainerMountAnnotation>().Select(m => new VolumeSnapshot(m.Source, m.Target, m.Type.ToString(), m.IsReadOnly))],
        };
    });

    /// <summary>A start begins: nothing of the last run is left.</summary>
    public Task BeginAsync(IResource resource) => WithChildrenAsync(resource, (r, s) => s with
    {
        State = new ResourceStateSnapshot(KnownResourceStates.Starting, KnownResourceStateStyles.Info),
        StartTimeStamp = null,
        StopTimeStamp = null,
        ExitCode = null,
        HealthReports = InitialReports(r),
        ReadyHandlers = null,
        Run = s.Run + 1,
    });

    public Task RunningAsync(IResource resource, StartedWorkload started)
    {
        var startedAt = started.Process.StartedAt.UtcDateTime;
        return WithChildrenAsync(resource, (r, s) => r == resource
            ? s with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
                StartTimeStamp = startedAt,
                Properties = started.Properties.Aggregate(s.Properties, (all, p) => all.With(p.Name, p.Value, p.IsSensitive)),
                EnvironmentVariables = [.. started.Configuration.Environment.Select(v => new EnvironmentVariableSnapshot(v.Key, v.Value, IsFromSpec: true))],
                Urls = [.. s.Urls.Select(u => u with { IsInactive = false })],
            }
            : s with { State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success), StartTimeStamp = startedAt });
    }

    public Task EndAsync(IResource resource, string state, string style, int? exitCode)
    {
        var stoppedAt = Now;
        return WithChildrenAsync(resource, (r, s) => s with
        {
            State = new ResourceStateSnapshot(state, style),
            StopTimeStamp = stoppedAt,
            ExitCode = r == resource ? exitCode : s.ExitCode,
            Urls = [.. s.Urls.Select(u => u with { IsInactive = u.Name is not null })],
        });
    }

    public Task PublishAsync(IResource resource, string state, string style) =>
        WithChildrenAsync(resource, (_, s) => s with { State = new ResourceStateSnapshot(state, style) });

    /// <summary>The program is asked to end, unless it has ended by itself in this very moment.</summary>
    public Task StoppingAsync(IResource resource) => WithChildrenAsync(resource, (_, s) => KnownResourceStates.TerminalStates.Contains(s.State?.Text)
        ? s
        : s with { State = new ResourceStateSnapshot(KnownResourceStates.Stopping, KnownResourceStateStyles.Info) });

    /// <summary>Takes a waiting resource out of its state, which ends its wait.</summary>
    public Task ReleaseWaitAsync(IResource resource)
    {
        var isWaiting = notifications.TryGetCurrentState(resource.Name, out var current) && current.Snapshot.State?.Text == KnownResourceStates.Waiting;
        return !isWaiting
            ? Task.CompletedTask
            : notifications.PublishUpdateAsync(resource, s => s.State?.Text == KnownResourceStates.Waiting
                ? s with { State = new ResourceStateSnapshot(KnownResourceStates.Starting, KnownResourceStateStyles.Info) }
                : s);
    }

    private static ImmutableArray<HealthReportSnapshot> InitialReports(IResource resource) =>
        resource.TryGetAnnotationsIncludingAncestorsOfType<HealthCheckAnnotation>(out var checks)
            ? [.. checks.Select(c => c.Key).Distinct().Select(key => new HealthReportSnapshot(key, Status: null, Description: null, ExceptionText: null))]
            : [];

    private static IEnumerable<RelationshipSnapshot> Relationships(IResource resource)
    {
        if (resource is IResourceWithParent child)
        {
            yield return new RelationshipSnapshot(child.Parent.Name, KnownRelationshipTypes.Parent);
        }

        foreach (var relationship in resource.Annotations.OfType<ResourceRelationshipAnnotation>())
        {
            yield return new RelationshipSnapshot(relationship.Resource.Name, relationship.Type);
        }
    }

    private async Task WithChildrenAsync(IResource resource, Func<IResource, CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        await notifications.PublishUpdateAsync(resource, s => change(resource, s));
        foreach (var child in model.Resources.OfType<IResourceWithParent>().Where(c => c.Parent == resource && WorkloadLauncher.TypeOf(c) is null).ToArray())
        {
            await WithChildrenAsync(child, change);
        }
    }
}
