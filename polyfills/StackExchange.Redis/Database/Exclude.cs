namespace StackExchange.Redis;

/// <summary>Which ends of a range are left out.</summary>
[Flags]
public enum Exclude
{
    /// <summary>Both ends belong to the range.</summary>
    None = 0,

    /// <summary>The start is left out.</summary>
    Start = 1,

    /// <summary>The stop is left out.</summary>
    Stop = 2,

    /// <summary>Both are left out.</summary>
    Both = Start | Stop,
}
