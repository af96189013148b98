using MyArch.DataDefaults;
using MyArch.Media.Library;
using MyArch.Media.Markdown;

namespace MyArch.Media.Pages;

/// <summary>How large the pictures of a text are, so that its page keeps their places free.</summary>
internal sealed class PictureSizes(MediaLibrary library)
{
    // A text with more of them does without for the others.
    private const int Most = 50;

    /// <summary>The sizes of the pictures that are known, by id. If the database cannot tell them, the page does without.</summary>
    public async Task<IReadOnlyDictionary<string, Dimensions>> OfAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        try
        {
            // A picture is never another one: which copy tells its size does not matter.
            var found = await Task.WhenAll(ids.Take(Most).Select(id => library.FindAsync(id, atLeast: null, cancellationToken)));
            return found.Select(static one => one.Value).OfType<StoredMedia>().ToDictionary(static media => media.Id, static media => new Dimensions(media.Width, media.Height), StringComparer.Ordinal);
        }
        catch (DatabaseUnavailableException)
        {
            return new Dictionary<string, Dimensions>();
        }
    }
}
