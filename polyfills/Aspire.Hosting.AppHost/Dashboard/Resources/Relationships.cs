using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>Whom a resource is related to, and who is related to it.</summary>
internal sealed class Relationships(ResourceBoard board)
{
    private static readonly Dictionary<string, (string Forth, string Back)> Words = new(StringComparer.Ordinal)
    {
        [KnownRelationshipTypes.Parent] = ("Parent", "Children"),
        [KnownRelationshipTypes.Reference] = ("References", "Referenced by"),
        [KnownRelationshipTypes.WaitFor] = ("Waits for", "Waited for by"),
    };

    /// <summary>The names of the related resources that can be opened, by what they are to this one.</summary>
    public IReadOnlyList<IGrouping<string, string>> Of(ResourceEntry entry)
    {
        var forth = entry.Snapshot.Relationships
            .Where(r => board.Find(r.ResourceName) is not null)
            .Select(static r => (Word: Words.TryGetValue(r.Type, out var words) ? words.Forth : r.Type, Name: r.ResourceName));
        var back = board.Visible.SelectMany(other => other.Snapshot.Relationships
            .Where(r => string.Equals(r.ResourceName, entry.Name, StringComparison.OrdinalIgnoreCase))
            .Select(r => (Word: Words.TryGetValue(r.Type, out var words) ? words.Back : $"{r.Type} of", other.Name)));
        return [.. forth.Concat(back).Distinct().GroupBy(static r => r.Word, static r => r.Name)];
    }
}
