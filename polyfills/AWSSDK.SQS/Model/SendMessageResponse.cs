using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>The message is stored.</summary>
public class SendMessageResponse : AmazonWebServiceResponse
{
    /// <summary>The id that the service gave the message.</summary>
    public string MessageId { get; set; }

    /// <summary>The digest of the attributes as the service received them, in hexadecimal.</summary>
    public string MD5OfMessageAttributes { get; set; }

    /// <summary>The digest of the body as the service received it, in hexadecimal.</summary>
    public string MD5OfMessageBody { get; set; }

    /// <summary>The digest of the system attributes, in hexadecimal.</summary>
    public string MD5OfMessageSystemAttributes { get; set; }

    /// <summary>For FIFO queues: the message's place in its group.</summary>
    public string SequenceNumber { get; set; }
}
