namespace MyArch.Worker.Handlers.Tasks;

/// <summary>The queue at one moment.</summary>
/// <param name="Until">When it is told no more.</param>
/// <param name="Visible">Messages that wait.</param>
/// <param name="InFlight">Messages that workers have.</param>
/// <param name="DeadLetters">Messages that failed too often; null if there is no queue for them, or none that is looked at.</param>
/// <param name="Age">How long the task's own message waited: what a message sent at that time had to. Null if that is not known.</param>
internal sealed record QueueState(DateTimeOffset Until, int Visible, int InFlight, int? DeadLetters, TimeSpan? Age);
