namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>The graph of the resources as they are now.</summary>
internal sealed class ResourceGraph(ResourceBoard board, RequestSource requests)
{
    private readonly Lock _lock = new();
    private (string Key, GraphPicture Picture)? _last;

    public GraphModel Model(ResourcesQuery query)
    {
        var entries = board.Visible;
        return GraphModel.Of(entries, ResourceTree.Shown(entries, query), AvailabilityZones.Of);
    }

    /// <summary>The picture of a model. It changes when resources come and go, and not with their states: the last one is kept.</summary>
    public GraphPicture Draw(GraphModel model)
    {
        var key = string.Join('\n', model.Nodes.Select(static n => n.ToString()).Concat(model.Edges.Select(static e => e.ToString())));
        lock (_lock)
        {
            if (_last?.Key != key)
            {
                _last = (key, GraphLayout.Of(model.Nodes, model.Edges));
            }

            return _last.Value.Picture;
        }
    }

    /// <summary>What each node says. A parent of which nothing is known itself says what its children do together.</summary>
    public IReadOnlyList<GraphValue> Values(GraphModel model)
    {
        ResourceEntry[] entries = [.. model.Nodes.Select(node => board.Find(node.Name)).OfType<ResourceEntry>()];
        var zones = model.Nodes.ToDictionary(static n => n.Name, static n => n.Zone);
        var own = requests.Of(entries);
        var children = model.Nodes.ToLookup(static n => n.Parent ?? "");
        return [.. entries.Select(entry => GraphValue.Of(entry, zones[entry.Name], Figures(entry.Name)))];

        RequestFigures? Figures(string name) => own.GetValueOrDefault(name) ?? RequestFigures.Together([.. children[name].Select(child => Figures(child.Name)).OfType<RequestFigures>()]);
    }
}
