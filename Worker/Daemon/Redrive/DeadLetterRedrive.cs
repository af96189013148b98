using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace MyArch.Worker.Daemon.Redrive;

/// <summary>
/// Sends the messages of a dead-letter queue to the queue that they came from, with body and attributes; they get new ids. A message is deleted here only after it is stored there, so a run
/// that breaks off loses none, and whoever repeats it moves the rest. Two runs at once share the messages: one that has a message hides it from the other. A message can still arrive twice,
/// when its delete fails or takes longer than <see cref="HiddenSeconds"/>; SQS promises no more anywhere (D6).
/// </summary>
/// <param name="sqs">The client.</param>
/// <param name="from">The dead-letter queue's URL.</param>
/// <param name="to">The queue's URL.</param>
internal sealed class DeadLetterRedrive(IAmazonSQS sqs, string from, string to)
{
    private const int BatchCount = 10;
    private const int BatchBytes = 262_144;
    private const int HiddenSeconds = 60;
    private const int WaitSeconds = 1;
    private const int DeleteAttempts = 3;

    // Messages that were sent and have failed again meanwhile, and messages that the queue does not take: neither is tried twice in one run, which would never end.
    private readonly HashSet<string> _done = [];

    // Messages that were sent, and that the queue of dead letters still has: whenever one is seen again it is deleted, and not sent once more.
    private readonly HashSet<string> _undeleted = [];

    // What this run has received and not moved, by id.
    private readonly Dictionary<string, Message> _held = [];

    /// <summary>Messages that are on the queue again.</summary>
    public int Moved { get; private set; }

    /// <summary>Messages that are on the queue again and could not be deleted: the next run sends them once more.</summary>
    public int Doubled => _undeleted.Count;

    /// <summary>Messages that the queue did not take; they are still dead letters.</summary>
    public int Refused { get; private set; }

    /// <summary>Messages that somebody else had when this run came to its end: another run, or one that was killed less than <see cref="HiddenSeconds"/> ago. Whoever repeats it then moves them.</summary>
    public int Hidden { get; private set; }

    /// <summary>Moves until no dead letter is left that this run has not seen.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await ReceiveAsync(cancellationToken) is { Count: > 0 } received)
            {
                await DeleteAsync([.. received.Select(static message => message.MessageId).Where(_undeleted.Contains)]);
                foreach (var batch in Batches([.. received.Where(message => !_done.Contains(message.MessageId))]))
                {
                    await MoveAsync(batch, cancellationToken);
                }
            }

            Hidden = await CountHiddenAsync(cancellationToken);
        }
        finally
        {
            await ShowAgainAsync();
        }
    }

    /// <summary>The next messages, among which may be some that this run has seen: hidden anew, they make room for the others.</summary>
    private async Task<List<Message>> ReceiveAsync(CancellationToken cancellationToken)
    {
        var response = await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(from)
            {
                MaxNumberOfMessages = BatchCount,
                WaitTimeSeconds = WaitSeconds,
                VisibilityTimeout = HiddenSeconds,
                MessageAttributeNames = ["All"],
            },
            cancellationToken);
        var messages = response.Messages ?? [];
        foreach (var message in messages)
        {
            _held[message.MessageId] = message;
        }

        return messages;
    }

    private async Task MoveAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        var response = await sqs.SendMessageBatchAsync(
            to,
            [.. messages.Select(static message => new SendMessageBatchRequestEntry(message.MessageId, message.Body) { MessageAttributes = message.MessageAttributes })],
            cancellationToken);
        var refused = response.Failed ?? [];
        var sent = response.Successful ?? [];
        _done.UnionWith(refused.Select(static entry => entry.Id));
        // Under its old id, should it be seen here again, and under its new one, should it come back.
        _done.UnionWith(sent.SelectMany(static entry => (string[])[entry.Id, entry.MessageId]));
        _undeleted.UnionWith(sent.Select(static entry => entry.Id));
        Refused += refused.Count;
        Moved += sent.Count;
        await DeleteAsync([.. sent.Select(static entry => entry.Id)]);
    }

    /// <summary>Deletes what is sent, whoever has lost patience meanwhile.</summary>
    private async Task DeleteAsync(IReadOnlyList<string> ids)
    {
        for (var attempt = 0; ids.Count > 0 && attempt < DeleteAttempts; attempt++)
        {
            var response = await sqs.DeleteMessageBatchAsync(
                from, [.. ids.Select(id => new DeleteMessageBatchRequestEntry(id, _held[id].ReceiptHandle))], CancellationToken.None);
            foreach (var deleted in response.Successful ?? [])
            {
                _held.Remove(deleted.Id);
                _undeleted.Remove(deleted.Id);
            }

            ids = [.. (response.Failed ?? []).Select(static entry => entry.Id)];
        }
    }

    /// <summary>How many are hidden, and not by this run.</summary>
    private async Task<int> CountHiddenAsync(CancellationToken cancellationToken)
    {
        var counts = await sqs.GetQueueAttributesAsync(from, [QueueAttributeName.ApproximateNumberOfMessagesNotVisible], cancellationToken);
        return Math.Max(0, counts.ApproximateNumberOfMessagesNotVisible - _held.Count);
    }

    /// <summary>Ends the hiding of what stays a dead letter. One that cannot be shown comes back by itself when its time is over.</summary>
    private async Task ShowAgainAsync()
    {
        foreach (var batch in _held.Values.Chunk(BatchCount))
        {
            await sqs.ChangeMessageVisibilityBatchAsync(
                from,
                [.. batch.Select(static message => new ChangeMessageVisibilityBatchRequestEntry(message.MessageId, message.ReceiptHandle) { VisibilityTimeout = 1 })],
                CancellationToken.None);
        }
    }

    /// <summary>As many messages together as one request may carry.</summary>
    private static IEnumerable<IReadOnlyList<Message>> Batches(IReadOnlyList<Message> messages)
    {
        List<Message> batch = [];
        var bytes = 0;
        foreach (var message in messages)
        {
            var size = Size(message);
            if (batch.Count > 0 && bytes + size > BatchBytes)
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(message);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static int Size(Message message) => Encoding.UTF8.GetByteCount(message.Body) + (message.MessageAttributes ?? []).Sum(static attribute =>
        Encoding.UTF8.GetByteCount(attribute.Key)
        + Encoding.UTF8.GetByteCount(attribute.Value.DataType)
        + (attribute.Value.BinaryValue is { } binary ? (int)binary.Length : Encoding.UTF8.GetByteCount(attribute.Value.StringValue ?? "")));
}
