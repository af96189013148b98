using System.ComponentModel.DataAnnotations;

namespace MyArch.Catalog;

/// <summary>What can be set, section <c>Catalog</c>.</summary>
internal sealed class CatalogOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Catalog";

    /// <summary>
    /// How long a page of the list, and the list of categories, stay in the cache. Nothing invalidates them, so this is how old a list may be for
    /// somebody who has not written; who has, gets one that is younger than the write.
    /// </summary>
    /// <value>100 ms to 1 minute. The default is 5 seconds: a page that everybody asks for costs one query in 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "must be between 0.1 s and 1 min: it is how old a list may be")]
    public TimeSpan ListTimeToLive { get; set; } = TimeSpan.FromSeconds(5);
}
