namespace MyArch.Media.Pages;

/// <summary>Who has made a page, and of what: its footer tells it.</summary>
/// <param name="Instance">The instance that rendered it.</param>
/// <param name="Zone">The zone of that instance.</param>
/// <param name="Storage">The kind of storage that pictures come from.</param>
/// <param name="Database"><c>primary</c> or <c>replica</c>; <see langword="null"/> if no database was asked for it.</param>
/// <param name="Cache"><c>hit</c> or <c>miss</c>; <see langword="null"/> if the page needs no data.</param>
public sealed record PageFacts(string Instance, string Zone, string Storage, string? Database = null, string? Cache = null);
