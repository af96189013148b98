namespace Amazon.SQS.Model;

/// <summary>A deleted message of a batch.</summary>
public class DeleteMessageBatchResultEntry
{
    /// <summary>The entry's id within its batch: 1 to 80 of letters, digits, - and _.</summary>
    public string Id { get; set; }
}
