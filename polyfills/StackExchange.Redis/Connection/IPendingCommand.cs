using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Connection;

/// <summary>A command between the moment it is handed over and its answer.</summary>
internal interface IPendingCommand
{
    /// <summary>The first word of the command, for messages.</summary>
    string Name { get; }

    /// <summary>When it was handed over, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    long StartedAt { get; }

    /// <summary>Whether nobody waits any more. Its place in the line stays, so that the answer that may still come is not taken for another's.</summary>
    bool IsSettled { get; }

    /// <summary>Settles it with the server's answer.</summary>
    /// <exception cref="Exception">The answer is not one that the command can have, or cannot be represented; the command is failed.</exception>
    void Answer(in Reply reply);

    /// <summary>Settles it with a failure, unless it is settled.</summary>
    void Fail(Exception failure);
}
