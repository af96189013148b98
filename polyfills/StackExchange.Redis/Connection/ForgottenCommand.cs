using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Connection;

/// <summary>A command that nobody waits for; it only keeps its place in the line.</summary>
internal sealed class ForgottenCommand(string name) : IPendingCommand
{
    public string Name => name;

    public long StartedAt { get; } = Environment.TickCount64;

    public bool IsSettled { get; private set; }

    public void Answer(in Reply reply) => IsSettled = true;

    public void Fail(Exception failure) => IsSettled = true;
}
