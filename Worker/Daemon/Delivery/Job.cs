using System.Diagnostics;
using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using MyArch.CloudDefaults.Queue;
using MyArch.Worker.Daemon.Periodic;

namespace MyArch.Worker.Daemon.Delivery;

/// <summary>A received message, with what the queue says about it. What it does not say is null: a message is delivered all the same.</summary>
internal sealed class Job(Message message)
{
    /// <summary>The attributes that a receive asks for. <c>All</c>: they are handed on, whatever they are.</summary>
    public static readonly List<string> Attributes = ["All"];

    /// <summary>The system attributes that a receive asks for.</summary>
    public static readonly List<string> SystemAttributes =
    [
        MessageSystemAttributeName.SentTimestamp,
        MessageSystemAttributeName.ApproximateReceiveCount,
        MessageSystemAttributeName.ApproximateFirstReceiveTimestamp,
        MessageSystemAttributeName.SenderId,
    ];

    private const int LongestLabel = 60;

    /// <summary>The message itself.</summary>
    public Message Message => message;

    /// <summary>How many times it has been received, this time included.</summary>
    public int ReceiveCount { get; } = int.TryParse(System(message, MessageSystemAttributeName.ApproximateReceiveCount), CultureInfo.InvariantCulture, out var count) ? count : 1;

    /// <summary>When it was sent.</summary>
    public DateTimeOffset? SentAt { get; } = Time(message, MessageSystemAttributeName.SentTimestamp);

    /// <summary>When it was received for the first time.</summary>
    public DateTimeOffset? FirstReceivedAt { get; } = Time(message, MessageSystemAttributeName.ApproximateFirstReceiveTimestamp);

    /// <summary>Whose it is.</summary>
    public string? SenderId => System(message, MessageSystemAttributeName.SenderId);

    /// <summary>What it is.</summary>
    public string? Type => Text(JobAttributes.Type);

    /// <summary>The periodic task that it stands for; null for any other message.</summary>
    public string? TaskName => TaskPath is null ? null : Text(TaskAttributes.Name);

    /// <summary>The path that its task is posted to; null for any other message.</summary>
    public string? TaskPath { get; } =
        Text(message, TaskAttributes.Path) is ['/', ..] path && Text(message, TaskAttributes.Name) is not null && path.All(static c => c is > ' ' and <= '~') ? path : null;

    /// <summary>What it is, for a log: whoever sends chooses the words, so they are one line and not long.</summary>
    public string? Label { get; } = (Text(message, TaskAttributes.Name) ?? Text(message, JobAttributes.Type)) is { } words ? Cut(words) : null;

    /// <summary>The context of the span that sent it.</summary>
    public ActivityContext Parent => ActivityContext.TryParse(Text(JobAttributes.TraceParent), null, isRemote: true, out var context) ? context : default;

    /// <summary>The value of an attribute, unless it is binary.</summary>
    public string? Text(string name) => Text(message, name);

    private static string Cut(string words)
    {
        var line = new string([.. words.Take(LongestLabel).Select(static c => char.IsControl(c) ? ' ' : c)]);
        return words.Length > LongestLabel ? $"{line}…" : line;
    }

    private static string? Text(Message message, string name) => message.MessageAttributes is { } attributes && attributes.TryGetValue(name, out var value) ? value.StringValue : null;

    private static string? System(Message message, MessageSystemAttributeName name) =>
        message.Attributes is { } attributes && attributes.TryGetValue(name.Value, out var value) ? value : null;

    private static DateTimeOffset? Time(Message message, MessageSystemAttributeName name) =>
        long.TryParse(System(message, name), CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 0 and <= 253_402_300_799_999
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
