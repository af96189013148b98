namespace Aspire.Hosting.Dashboard.Layout;

/// <summary>
/// Colours where nothing but the colour says whose something is: each name keeps its own as long as that is free and takes the next one otherwise, so that no two look alike
/// before all colours are given away.
/// </summary>
internal sealed class DistinctColours
{
    private readonly Dictionary<string, int> _given = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool[] _taken = new bool[ResourceColour.Count];

    /// <summary>Gives colours to more names, the first ones first; what was given before stays.</summary>
    public DistinctColours Add(IEnumerable<string> names)
    {
        var displaced = new List<string>();
        foreach (var name in names.Where(name => !_given.ContainsKey(name)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var own = ResourceColour.Of(name);
            if (_taken[own])
            {
                displaced.Add(name);
            }
            else
            {
                (_given[name], _taken[own]) = (own, true);
            }
        }

        // Only now: nobody loses their own colour to one that has lost its.
        foreach (var name in displaced)
        {
            var own = ResourceColour.Of(name);
            var free = Enumerable.Range(own, ResourceColour.Count).Select(static colour => colour % ResourceColour.Count).Where(colour => !_taken[colour]).Append(own).First();
            (_given[name], _taken[free]) = (free, true);
        }

        return this;
    }

    public string ClassOf(string name) => _given.TryGetValue(name, out var colour) ? ResourceColour.ClassOf(colour) : ResourceColour.ClassOf(name);
}
