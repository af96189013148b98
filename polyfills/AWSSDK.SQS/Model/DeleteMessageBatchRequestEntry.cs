namespace Amazon.SQS.Model;

/// <summary>One message of a batch.</summary>
public class DeleteMessageBatchRequestEntry
{
    public DeleteMessageBatchRequestEntry()
    {
    }

    public DeleteMessageBatchRequestEntry(string id, string receiptHandle)
    {
        Id = id;
        ReceiptHandle = receiptHandle;
    }

    /// <summary>The entry's id within its batch: 1 to 80 of letters, digits, - and _.</summary>
    public string Id { get; set; }

    /// <summary>The handle of the receive that the call is about.</summary>
    public string ReceiptHandle { get; set; }
}
