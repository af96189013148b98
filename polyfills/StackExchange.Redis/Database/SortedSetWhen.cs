namespace StackExchange.Redis;

/// <summary>When members of a sorted set are to be added or changed.</summary>
[Flags]
public enum SortedSetWhen
{
    /// <summary>In any case.</summary>
    Always = 0,

    /// <summary>Only members that exist.</summary>
    Exists = 1,

    /// <summary>Only if the new score is greater; new members are added.</summary>
    GreaterThan = 2,

    /// <summary>Only if the new score is less; new members are added.</summary>
    LessThan = 4,

    /// <summary>Only members that do not exist.</summary>
    NotExists = 8,
}
