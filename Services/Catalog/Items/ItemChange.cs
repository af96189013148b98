namespace MyArch.Catalog.Items;

/// <summary>What became of a change of an item.</summary>
internal enum ItemChange
{
    /// <summary>It was made.</summary>
    Made,

    /// <summary>There is no such item.</summary>
    NoSuchItem,

    /// <summary>The item has changed since the version that the change was meant for.</summary>
    Outdated,
}
