namespace MyArch.DataDefaults;

/// <summary>What a write does to the cache.</summary>
public enum CacheMode
{
    /// <summary>It invalidates: the next read loads the value. The cache holds only what was asked for.</summary>
    Lazy,

    /// <summary>It stores the new value, so that the next read finds it. The cache holds what nobody may ask for, too.</summary>
    WriteThrough,
}
