namespace MyArch.DataDefaults;

/// <summary>What an entry says, as the letter that stands in it.</summary>
internal enum CacheEntryKind : byte
{
    /// <summary>The value follows.</summary>
    Value = (byte)'V',

    /// <summary>There is no value in the database.</summary>
    Missing = (byte)'N',

    /// <summary>The value was written: what was read before is not stored any more.</summary>
    Tombstone = (byte)'T',
}
