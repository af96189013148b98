using Aspire.Hosting.Dashboard.Resources.Graph;

namespace Aspire.Hosting.Dashboard.Tests.Resources.Graph;

public sealed class GraphLayoutTests
{
    private const double Tolerance = 0.01;

    [Fact]
    public void An_edge_leads_from_a_column_to_one_further_right()
    {
        var picture = GraphLayout.Of([Node("page"), Node("api"), Node("store")], [new("page", "api"), new("api", "store"), new("page", "store")]);

        Box(picture, "page").Tier.ShouldBe(0);
        Box(picture, "api").Tier.ShouldBe(1);
        Box(picture, "store").Tier.ShouldBe(2);
        Box(picture, "page").Right.ShouldBeLessThan(Box(picture, "api").X);
        Box(picture, "api").Right.ShouldBeLessThan(Box(picture, "store").X);
        ShouldBeSound(picture);
    }

    [Fact]
    public void Instances_stand_in_the_rows_of_their_zones_within_the_frame_of_their_group()
    {
        var picture = GraphLayout.Of(
            [Node("gateway"), Node("cart"), Node("cart-b1", "cart", "b"), Node("cart-a1", "cart", "a"), Node("cart-a2", "cart", "a"), Node("sessions")],
            [new("gateway", "cart-a1"), new("gateway", "cart-b1"), new("cart-a1", "sessions"), new("cart-b1", "sessions")]);

        picture.Bands.Select(static b => b.Zone).ShouldBe(["a", "b"]);
        foreach (var (name, zone) in new[] { ("cart-a1", "a"), ("cart-a2", "a"), ("cart-b1", "b") })
        {
            var band = picture.Bands.Single(b => b.Zone == zone);
            var box = Box(picture, name);
            box.Y.ShouldBeGreaterThanOrEqualTo(band.Y);
            box.Bottom.ShouldBeLessThanOrEqualTo(band.Y + band.Height + Tolerance);
            IsWithin(box, picture.Frames.Single()).ShouldBeTrue();
        }

        // Edges of the instances are those of their group: one to it and one from it.
        picture.Lines.Select(static l => (l.From, l.To)).ShouldBe([("gateway", "cart"), ("cart", "sessions")], ignoreOrder: true);
        ShouldBeSound(picture);
    }

    [Fact]
    public void What_lives_in_a_server_is_drawn_in_its_frame_and_edges_lead_to_it()
    {
        var picture = GraphLayout.Of([Node("api"), Node("server"), Node("orders", "server"), Node("press", "server")], [new("api", "press")]);

        var frame = picture.Frames.Single();
        frame.Name.ShouldBe("server");
        new[] { "server", "orders", "press" }.ShouldAllBe(name => IsWithin(Box(picture, name), frame));
        picture.Lines.Single().To.ShouldBe("press");
        ShouldBeSound(picture);
    }

    [Fact]
    public void Two_that_use_each_other_are_joined_by_one_line_with_two_arrows()
    {
        var picture = GraphLayout.Of([Node("entry"), Node("gateway"), Node("cart")], [new("entry", "gateway"), new("gateway", "cart"), new("cart", "gateway")]);

        var line = picture.Lines.Single(static l => l.From == "gateway");
        (line.To, line.IsForth, line.IsBack).ShouldBe(("cart", true, true));
        ShouldBeSound(picture);
    }

    [Fact]
    public void A_circle_without_an_entry_has_a_picture()
    {
        var picture = GraphLayout.Of([Node("a"), Node("b"), Node("c")], [new("a", "b"), new("b", "c"), new("c", "a")]);

        picture.Boxes.Count.ShouldBe(3);
        picture.Lines.Count(static l => l is { IsBack: true, IsForth: false }).ShouldBe(1);
        ShouldBeSound(picture);
    }

    [Fact]
    public void What_is_joined_with_nothing_stands_at_the_right_end()
    {
        var picture = GraphLayout.Of([Node("alone"), Node("page"), Node("api")], [new("page", "api")]);

        Box(picture, "alone").X.ShouldBeGreaterThan(Box(picture, "api").Right);
        ShouldBeSound(picture);
    }

    [Fact]
    public void Nothing_has_an_empty_picture() => GraphLayout.Of([], []).Boxes.ShouldBeEmpty();

    [Fact]
    public void The_same_graph_has_the_same_picture()
    {
        var (nodes, edges) = Random(seed: 7, count: 60);

        var one = GraphLayout.Of(nodes, edges);
        var other = GraphLayout.Of(nodes, edges);

        one.Boxes.ShouldBe(other.Boxes);
        one.Frames.ShouldBe(other.Frames);
        one.Lines.SelectMany(static l => l.Points).ShouldBe(other.Lines.SelectMany(static l => l.Points));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 12)]
    [InlineData(3, 25)]
    [InlineData(4, 40)]
    [InlineData(5, 60)]
    [InlineData(6, 60)]
    [InlineData(7, 100)]
    [InlineData(8, 200)]
    public void Any_graph_is_drawn_without_overlaps_and_without_lines_to_the_left(int seed, int count)
    {
        var (nodes, edges) = Random(seed, count);

        var picture = GraphLayout.Of(nodes, edges);

        picture.Boxes.Select(static b => b.Name).ShouldBe(nodes.Select(static n => n.Name), ignoreOrder: true);
        ShouldBeSound(picture);
    }

    [Fact]
    public void A_chain_is_as_long_as_it_likes()
    {
        GraphNode[] nodes = [.. Enumerable.Range(0, 3000).Select(static i => Node($"n{i}"))];

        var (tiers, back) = GraphTiers.Of([.. nodes.Select(static n => n.Name)], [.. Enumerable.Range(0, 2999).Select(static i => new GraphEdge($"n{i}", $"n{i + 1}"))]);

        tiers["n2999"].ShouldBe(2999);
        back.ShouldBeEmpty();
    }

    [Fact]
    public void Columns_are_ordered_so_that_edges_cross_less()
    {
        string[] names = ["a1", "a2", "a3", "b1", "b2", "b3"];
        GraphEdge[] edges = [new("a1", "b3"), new("a2", "b2"), new("a3", "b1")];

        var columns = GraphOrder.Of(names, GraphTiers.Of(names, edges).Tiers, edges);

        GraphOrder.Crossings([["a1", "a2", "a3"], ["b1", "b2", "b3"]], edges).ShouldBe(3);
        GraphOrder.Crossings(columns, edges).ShouldBe(0);
    }

    /// <summary>No two nodes overlap, no node lies half in a frame, no line runs left or over a node that is not its own, and everything is within the picture.</summary>
    private static void ShouldBeSound(GraphPicture picture)
    {
        foreach (var (index, box) in picture.Boxes.Index())
        {
            box.X.ShouldBeGreaterThanOrEqualTo(0);
            box.Y.ShouldBeGreaterThanOrEqualTo(0);
            box.Right.ShouldBeLessThanOrEqualTo(picture.Width + Tolerance);
            box.Bottom.ShouldBeLessThanOrEqualTo(picture.Height + Tolerance);
            picture.Boxes.Skip(index + 1).Where(other => Overlap(box, other)).ShouldBeEmpty($"{box} overlaps");
            picture.Frames.Where(frame => Overlap(box, frame) && !IsWithin(box, frame)).ShouldBeEmpty($"{box} is half in a frame");
        }

        foreach (var (index, frame) in picture.Frames.Index())
        {
            picture.Frames.Skip(index + 1).Where(other => Overlap(frame, other) && !IsWithin(frame, other) && !IsWithin(other, frame)).ShouldBeEmpty($"{frame} crosses another");
        }

        foreach (var line in picture.Lines)
        {
            foreach (var (one, next) in line.Points.Zip(line.Points.Skip(1)))
            {
                next.X.ShouldBeGreaterThanOrEqualTo(one.X - Tolerance, $"{line.From} to {line.To} runs left");
                (Math.Abs(one.X - next.X) < Tolerance || Math.Abs(one.Y - next.Y) < Tolerance).ShouldBeTrue($"{line.From} to {line.To} is aslant");
                var segment = new GraphBox("", one.X, Math.Min(one.Y, next.Y), next.X - one.X, Math.Abs(next.Y - one.Y), 0);
                picture.Boxes.Where(box => Overlap(segment, box)).ShouldBeEmpty($"{line.From} to {line.To} runs over a node");
                segment.Y.ShouldBeGreaterThanOrEqualTo(0);
            }
        }
    }

    private static bool Overlap(GraphBox one, GraphBox other) =>
        one.X < other.Right - Tolerance && other.X < one.Right - Tolerance && one.Y < other.Bottom - Tolerance && other.Y < one.Bottom - Tolerance;

    private static bool IsWithin(GraphBox inner, GraphBox outer) =>
        inner.X >= outer.X - Tolerance && inner.Right <= outer.Right + Tolerance && inner.Y >= outer.Y - Tolerance && inner.Bottom <= outer.Bottom + Tolerance;

    private static GraphBox Box(GraphPicture picture, string name) => picture.Boxes.Single(b => b.Name == name);

    private static GraphNode Node(string name, string? parent = null, string? zone = null) => new(name, parent, zone);

    /// <summary>Some with parents, some with zones, edges in any direction: circles too.</summary>
    private static (GraphNode[] Nodes, GraphEdge[] Edges) Random(int seed, int count)
    {
        var random = new Random(seed);
        var nodes = new List<GraphNode>();
        for (var i = 0; i < count; i++)
        {
            var parent = i > 2 && random.Next(3) == 0 ? nodes[random.Next(Math.Min(i, 12))].Name : null;
            var zone = random.Next(3) == 0 ? "abc"[random.Next(3)].ToString() : null;
            nodes.Add(Node($"node-{i}", parent, zone));
        }

        var edges = new HashSet<GraphEdge>();
        for (var i = 0; i < count * 3 / 2; i++)
        {
            var (one, other) = (random.Next(count), random.Next(count));
            if (one != other)
            {
                // Most of them forwards.
                var isBack = random.Next(10) == 0;
                edges.Add(new GraphEdge($"node-{(isBack ? Math.Max(one, other) : Math.Min(one, other))}", $"node-{(isBack ? Math.Min(one, other) : Math.Max(one, other))}"));
            }
        }

        return ([.. nodes], [.. edges]);
    }
}
