using System.Diagnostics;

namespace MyArch.DataDefaults;

/// <summary>The attributes that the span of a request carries, and metrics too.</summary>
internal static class DataTags
{
    public const string Role = "myarch.database.role";
    public const string Choice = "myarch.database.choice";
    public const string CacheOutcome = "myarch.cache.outcome";
    public const string Outcome = "myarch.outcome";

    public static string NameOf(DatabaseRole role) => role == DatabaseRole.Replica ? "replica" : "primary";

    public static string NameOf(CacheOutcome outcome) => outcome == DataDefaults.CacheOutcome.Hit ? "hit" : "miss";

    /// <summary>Tells on the span of the request which server was read and why.</summary>
    public static void Tag(DatabaseRole role, string choice) => Activity.Current?.SetTag(Role, NameOf(role)).SetTag(Choice, choice);

    /// <summary>Tells on the span of the request which server was read by another one for it; why that one is not known.</summary>
    public static void Tag(DatabaseRole role) => Activity.Current?.SetTag(Role, NameOf(role)).SetTag(Choice, value: null);

    /// <summary>Tells on the span of the request whether the cache had it.</summary>
    public static void Tag(CacheOutcome outcome) => Activity.Current?.SetTag(CacheOutcome, NameOf(outcome));
}
