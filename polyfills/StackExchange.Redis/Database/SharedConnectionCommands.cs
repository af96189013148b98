namespace StackExchange.Redis.Database;

/// <summary>
/// Commands that change the state of a connection, or answer more or less than once: on a connection that all callers share they would give
/// one caller's answers to another.
/// </summary>
internal static class SharedConnectionCommands
{
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "ASKING", "AUTH", "DISCARD", "EXEC", "HELLO", "MONITOR", "MULTI", "PSUBSCRIBE", "PSYNC", "PUNSUBSCRIBE", "QUIT", "READONLY", "READWRITE",
        "REPLCONF", "RESET", "SELECT", "SSUBSCRIBE", "SUBSCRIBE", "SUNSUBSCRIBE", "SYNC", "UNSUBSCRIBE", "UNWATCH", "WATCH",
    };

    /// <exception cref="RedisCommandException">The command is one of them.</exception>
    public static void ThrowIfRefused(string command, ICollection<object>? arguments)
    {
        var isClientReply = command.Equals("CLIENT", StringComparison.OrdinalIgnoreCase)
            && RedisValue.TryConvert(arguments?.FirstOrDefault(), out var first)
            && ((string?)first)!.Equals("REPLY", StringComparison.OrdinalIgnoreCase);
        if (isClientReply || Refused.Contains(command))
        {
            throw new RedisCommandException($"Command cannot be used on a connection that many callers share: {command}");
        }
    }
}
