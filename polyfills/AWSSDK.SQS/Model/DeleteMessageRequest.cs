namespace Amazon.SQS.Model;

/// <summary>Deletes a received message.</summary>
public class DeleteMessageRequest : AmazonSQSRequest
{
    public DeleteMessageRequest()
    {
    }

    public DeleteMessageRequest(string queueUrl, string receiptHandle)
    {
        QueueUrl = queueUrl;
        ReceiptHandle = receiptHandle;
    }

    /// <summary>The queue, by its URL. Case-sensitive.</summary>
    public string QueueUrl { get; set; }

    /// <summary>The handle of the receive that the call is about.</summary>
    public string ReceiptHandle { get; set; }
}
