using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>The resources that a value is made of.</summary>
internal static class ReferencedResources
{
    /// <summary>The first resource on every path: what a resource's own value is made of is its own business.</summary>
    public static IReadOnlyCollection<IResource> Of(IEnumerable<object> values)
    {
        var found = new List<IResource>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Queue<object>(values);
        while (open.TryDequeue(out var value))
        {
            if (!seen.Add(value))
            {
                continue;
            }

            switch (value)
            {
                case IResource resource:
                    found.Add(resource);
                    break;
                case IResourceBuilder<IResource> builder:
                    found.Add(builder.Resource);
                    break;
                case IValueWithReferences composite:
                    foreach (var reference in composite.References)
                    {
                        open.Enqueue(reference);
                    }

                    break;
            }
        }

        return found;
    }
}
