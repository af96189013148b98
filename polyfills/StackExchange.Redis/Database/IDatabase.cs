namespace StackExchange.Redis;

/// <summary>The commands of one Redis database. An instance is cheap, and may be used by any number of callers at once.</summary>
public interface IDatabase : IDatabaseAsync
{
    /// <summary>The number of the database.</summary>
    int Database { get; }
}
