namespace StackExchange.Redis;

/// <summary>The direction of a range.</summary>
public enum Order
{
    /// <summary>From low to high.</summary>
    Ascending,

    /// <summary>From high to low.</summary>
    Descending,
}
