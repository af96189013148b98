using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>Finds what is wrong with a model before anything starts. All errors are told at once.</summary>
internal sealed class ModelValidator(DistributedApplicationModel model, IOptions<HealthCheckServiceOptions> healthChecks)
{
    /// <exception cref="DistributedApplicationException">The model cannot be run; the message names the resources.</exception>
    public void Validate()
    {
        string[] problems = [.. DuplicateNames(), .. MissingHealthChecks(), .. CircularWaits(), .. UnknownDependencies()];
        if (problems.Length > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, problems));
        }
    }

    private IEnumerable<string> DuplicateNames() => model.Resources
        .GroupBy(r => r.Name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .Select(group => $"Several resources have the name '{group.Key}' (upper and lower case count as equal): {string.Join(", ", group.Select(r => $"{r.Name} ({r.GetType().Name})"))}. Give each its own.");

    private IEnumerable<string> MissingHealthChecks()
    {
        var known = healthChecks.Value.Registrations.Select(r => r.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return from resource in model.Resources
               from annotation in resource.Annotations.OfType<HealthCheckAnnotation>()
               where !known.Contains(annotation.Key)
               select $"The resource '{resource.Name}' needs the health check '{annotation.Key}', which is not registered. Add it with builder.Services.AddHealthChecks().";
    }

    private IEnumerable<string> UnknownDependencies() =>
        from resource in model.Resources
        from wait in resource.Annotations.OfType<WaitAnnotation>()
        where !model.Resources.Contains(wait.Resource)
        select $"The resource '{resource.Name}' waits for '{wait.Resource.Name}', which is no part of the application.";

    private List<string> CircularWaits()
    {
        var done = new HashSet<IResource>();
        var path = new List<IResource>();
        var problems = new List<string>();
        foreach (var resource in model.Resources)
        {
            Visit(resource);
        }

        return problems;

        void Visit(IResource resource)
        {
            var start = path.IndexOf(resource);
            if (start >= 0)
            {
                var circle = string.Join(" waits for ", path.Skip(start).Append(resource).Select(r => $"'{r.Name}'"));
                problems.Add($"Resources wait for each other in a circle, so none of them could start: {circle}. Remove one of these waits.");
                return;
            }

            if (!done.Contains(resource))
            {
                path.Add(resource);
                foreach (var next in Before(resource))
                {
                    Visit(next);
                }

                path.RemoveAt(path.Count - 1);
                done.Add(resource);
            }
        }
    }

    /// <summary>What must have started before: the awaited, and for a child its parent.</summary>
    private static IEnumerable<IResource> Before(IResource resource)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource);
        return (resource is IResourceWithParent child ? waits.Append(child.Parent) : waits).Distinct();
    }
}
