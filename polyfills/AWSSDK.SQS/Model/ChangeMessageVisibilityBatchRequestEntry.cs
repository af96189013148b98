namespace Amazon.SQS.Model;

/// <summary>One message of a batch.</summary>
public class ChangeMessageVisibilityBatchRequestEntry
{
    public ChangeMessageVisibilityBatchRequestEntry()
    {
    }

    public ChangeMessageVisibilityBatchRequestEntry(string id, string receiptHandle)
    {
        Id = id;
        ReceiptHandle = receiptHandle;
    }

    /// <summary>The entry's id within its batch: 1 to 80 of letters, digits, - and _.</summary>
    public string Id { get; set; }

    /// <summary>The handle of the receive that the call is about.</summary>
    public string ReceiptHandle { get; set; }

    /// <summary>Seconds from now in which no receive gets the message, 0 to 43200.</summary>
    public int? VisibilityTimeout { get; set; }
}
