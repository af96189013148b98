namespace Amazon.SQS.Model;

/// <summary>A received message.</summary>
public class Message
{
    /// <summary>The system attributes that were asked for: times are milliseconds since 1970.</summary>
    public Dictionary<string, string> Attributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The text as it was sent.</summary>
    public string Body { get; set; }

    /// <summary>The digest of the body, in hexadecimal.</summary>
    public string MD5OfBody { get; set; }

    /// <summary>The digest of the returned attributes, in hexadecimal.</summary>
    public string MD5OfMessageAttributes { get; set; }

    /// <summary>The attributes that were asked for.</summary>
    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The id that the service gave the message.</summary>
    public string MessageId { get; set; }

    /// <summary>The handle of the receive that the call is about.</summary>
    public string ReceiptHandle { get; set; }
}
