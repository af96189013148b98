namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>An address of a resource.</summary>
/// <param name="Text">What is shown: the words that the application gave it, or the address.</param>
/// <param name="Href">Where a click leads; null when that is nothing for a browser, or nothing listens there now.</param>
/// <param name="Address">The whole address, without credentials.</param>
/// <param name="Name">The endpoint's name, if it is one's.</param>
/// <param name="IsInternal">Whether it is shown with the details only.</param>
public sealed record ResourceUrl(string Text, string? Href, string Address, string? Name, bool IsInternal);
