using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>Who has to be gone before a resource stops: those that wait for it, use it or live below it, directly or through others.</summary>
internal sealed class StopOrder
{
    private readonly Dictionary<IResource, HashSet<IResource>> _needs;

    public StopOrder(IEnumerable<IResource> resources)
    {
        IResource[] all = [.. resources];
        _needs = all.ToDictionary(r => r, Needs);
    }

    /// <summary>The dependants. Of two resources that use each other neither goes first.</summary>
    public IEnumerable<IResource> DependantsOf(IResource resource) =>
        _needs.Where(entry => entry.Key != resource && entry.Value.Contains(resource) && !_needs[resource].Contains(entry.Key)).Select(entry => entry.Key);

    private static HashSet<IResource> Needs(IResource resource)
    {
        var found = new HashSet<IResource>();
        var open = new Queue<IResource>(Direct(resource));
        while (open.TryDequeue(out var next))
        {
            if (found.Add(next))
            {
                foreach (var further in Direct(next))
                {
                    open.Enqueue(further);
                }
            }
        }

        return found;
    }

    private static IEnumerable<IResource> Direct(IResource resource)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource);
        var related = resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Where(r => r.Type is KnownRelationshipTypes.Reference or KnownRelationshipTypes.Parent).Select(r => r.Resource);
        return waits.Concat(related).Concat(resource is IResourceWithParent child ? [child.Parent] : []);
    }
}
