namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>
/// Leads edges between the lanes. All that start at one unit share a trunk in the gutter on its right; those that go further than the next lane rise to the channel above everything,
/// run right, and come down in the gutter before their end. Each unit has tracks of its own, so lines meet only at right angles.
/// </summary>
internal sealed class GraphRouter
{
    private const double TrackGap = 8;
    private const double GutterMargin = 14;
    private const double ChannelMargin = 12;

    private readonly List<Way> _routes = [];
    private readonly Dictionary<string, int> _laneOf = [];
    private readonly Dictionary<string, int> _tracks = [];
    private readonly int _channelTracks;

    public GraphRouter(IReadOnlyList<GraphLane> lanes, IReadOnlyList<GraphEdge> edges, IReadOnlySet<GraphEdge> back, GraphUnits units)
    {
        foreach (var (index, lane) in lanes.Index())
        {
            foreach (var name in lane.Zoned is { } zoned ? [zoned.Name] : lane.Pile.Select(static p => p.Name))
            {
                _laneOf[name] = index;
            }
        }

        foreach (var edge in edges)
        {
            Add(edge, back.Contains(new GraphEdge(edge.From, units.RootOf(edge.To))), units);
        }

        _channelTracks = AssignChannelTracks();
    }

    public double ChannelHeight => _channelTracks == 0 ? 0 : (_channelTracks * TrackGap) + ChannelMargin;

    /// <summary>The room that the lines need left of a lane.</summary>
    public double GutterWidth(int lane) => lane == 0 ? 0 : Math.Max(32, (2 * GutterMargin) + (SourcesIn(lane).Count * TrackGap));

    public IReadOnlyList<GraphLine> Lines(double[] xs, double top, IReadOnlyList<GraphBox> boxes, IReadOnlyList<GraphBox> frames, IReadOnlySet<string> entrances)
    {
        var places = boxes.ToDictionary(static b => b.Name);
        var outer = frames.ToDictionary(static f => f.Name);
        var gutters = Enumerable.Range(0, xs.Length).ToDictionary(static lane => lane, lane => Tracks(lane, xs[lane], places, entrances));
        var ports = Ports(gutters, places, entrances);
        var lines = new List<GraphLine>();
        foreach (var route in _routes)
        {
            var start = outer.GetValueOrDefault(route.Left, places[route.Left]);
            var endName = End(route, entrances);
            var end = outer.GetValueOrDefault(endName, places[endName]);
            var startY = places[route.Left].Y + (GraphBlock.NodeHeight / 2);
            var trunk = gutters[_laneOf[route.Left] + 1][route.Left];
            var points = new List<GraphPoint> { new(start.Right, startY), new(trunk, startY) };
            var last = trunk;
            if (route.IsFar)
            {
                var channel = top + (_tracks[route.Left] * TrackGap);
                last = gutters[route.EndLane][route.Left];
                points.Add(new(trunk, channel));
                points.Add(new(last, channel));
            }

            var port = ports[route];
            points.Add(new(last, port));
            points.Add(new(end.X, port));
            lines.Add(new GraphLine(route.IsForth ? route.Left : route.Right, route.IsForth ? endName : route.Left, [.. Straight(points)], route.IsForth, route.IsBack));
        }

        return lines;
    }

    private static string End(Way route, IReadOnlySet<string> entrances) => entrances.Contains(route.End) ? route.End : route.Right;

    /// <summary>Without corners that are none.</summary>
    private static IEnumerable<GraphPoint> Straight(List<GraphPoint> points)
    {
        for (var i = 0; i < points.Count; i++)
        {
            var isCorner = i == 0 || i == points.Count - 1
                || !((Same(points[i - 1].X, points[i].X) && Same(points[i].X, points[i + 1].X)) || (Same(points[i - 1].Y, points[i].Y) && Same(points[i].Y, points[i + 1].Y)));
            if (isCorner)
            {
                yield return points[i];
            }
        }
    }

    private static bool Same(double one, double other) => Math.Abs(one - other) < 0.01;

    private void Add(GraphEdge edge, bool isBack, GraphUnits units)
    {
        var to = units.RootOf(edge.To);

        // An edge that closes a circle is drawn from right to left, as its arrow says, on a line that runs like all others.
        var (left, right, end) = isBack ? (to, edge.From, edge.From) : (edge.From, to, edge.To);
        var route = _routes.FirstOrDefault(r => r.Left == left && (isBack ? r.Right == right : r.End == end));
        if (route is null)
        {
            route = new Way(left, right, end, _laneOf[right], IsFar: _laneOf[right] > _laneOf[left] + 1);
            _routes.Add(route);
        }

        route.IsForth |= !isBack;
        route.IsBack |= isBack;
    }

    private HashSet<string> SourcesIn(int gutter) =>
        [.. _routes.Where(r => _laneOf[r.Left] + 1 == gutter || (r.IsFar && r.EndLane == gutter)).Select(static r => r.Left)];

    private int AssignChannelTracks()
    {
        var ends = new List<int>();
        var far = _routes.Where(static r => r.IsFar).GroupBy(static r => r.Left).Select(g => (Name: g.Key, Start: _laneOf[g.Key], End: g.Max(static r => r.EndLane)));
        foreach (var (name, start, end) in far.OrderBy(static f => f.Start).ThenByDescending(static f => f.End).ThenBy(static f => f.Name, StringComparer.Ordinal))
        {
            var track = ends.FindIndex(taken => taken <= start);
            if (track < 0)
            {
                track = ends.Count;
                ends.Add(end);
            }

            ends[track] = end;
            _tracks[name] = track;
        }

        return ends.Count;
    }

    /// <summary>Where in a gutter each unit's line runs: those that come from the left lane first, the lowest on the right; then those from above, the deepest on the left.</summary>
    private Dictionary<string, double> Tracks(int lane, double x, Dictionary<string, GraphBox> places, IReadOnlySet<string> entrances)
    {
        if (lane == 0)
        {
            return [];
        }

        var ordered = SourcesIn(lane)
            .OrderBy(name => _laneOf[name] + 1 == lane ? 0 : 1)
            .ThenBy(name => _laneOf[name] + 1 == lane ? places[name].Y : -_routes.Where(r => r.Left == name && r.EndLane == lane).Max(r => places[End(r, entrances)].Y))
            .ThenBy(static name => name, StringComparer.Ordinal);
        var left = x - GutterWidth(lane) + GutterMargin;
        return ordered.Select((name, index) => (name, X: left + ((index + 0.5) * TrackGap))).ToDictionary(static t => t.name, static t => t.X);
    }

    /// <summary>Where each line arrives: spread over the end's left side, so that each has an arrow of its own.</summary>
    private Dictionary<Way, double> Ports(Dictionary<int, Dictionary<string, double>> gutters, Dictionary<string, GraphBox> places, IReadOnlySet<string> entrances)
    {
        var ports = new Dictionary<Way, double>();
        foreach (var arrivals in _routes.GroupBy(route => End(route, entrances)))
        {
            var end = places[arrivals.Key];
            var ordered = arrivals.OrderByDescending(route => gutters[route.EndLane][route.Left]).ToArray();
            foreach (var (index, route) in ordered.Index())
            {
                ports[route] = end.Y + (end.Height * (index + 1) / (ordered.Length + 1));
            }
        }

        return ports;
    }

    private sealed record Way(string Left, string Right, string End, int EndLane, bool IsFar)
    {
        public bool IsForth { get; set; }

        public bool IsBack { get; set; }

        // A line is itself: its arrows are found out one after the other.
        public bool Equals(Way? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
