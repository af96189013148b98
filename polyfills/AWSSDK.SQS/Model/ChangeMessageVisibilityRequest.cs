namespace Amazon.SQS.Model;

/// <summary>Sets anew how long a received message stays hidden.</summary>
public class ChangeMessageVisibilityRequest : AmazonSQSRequest
{
    public ChangeMessageVisibilityRequest()
    {
    }

    public ChangeMessageVisibilityRequest(string queueUrl, string receiptHandle, int? visibilityTimeout)
    {
        QueueUrl = queueUrl;
        ReceiptHandle = receiptHandle;
        VisibilityTimeout = visibilityTimeout;
    }

    /// <summary>The queue, by its URL. Case-sensitive.</summary>
    public string QueueUrl { get; set; }

    /// <summary>The handle of the receive that the call is about.</summary>
    public string ReceiptHandle { get; set; }

    /// <summary>Seconds from now in which no receive gets the message, 0 to 43200.</summary>
    public int? VisibilityTimeout { get; set; }
}
