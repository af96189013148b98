namespace Amazon.SQS.Model;

/// <summary>A changed message of a batch.</summary>
public class ChangeMessageVisibilityBatchResultEntry
{
    /// <summary>The entry's id within its batch: 1 to 80 of letters, digits, - and _.</summary>
    public string Id { get; set; }
}
