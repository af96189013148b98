namespace Amazon.SQS.Model;

/// <summary>The value of an attribute that the sender gave the message.</summary>
public class MessageAttributeValue
{
    /// <summary>Reserved by the service.</summary>
    public List<MemoryStream> BinaryListValues { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The value of type <c>Binary</c>.</summary>
    public MemoryStream BinaryValue { get; set; }

    /// <summary><c>String</c>, <c>Number</c> or <c>Binary</c>, with an optional label: <c>Number.int</c>.</summary>
    public string DataType { get; set; }

    /// <summary>Reserved by the service.</summary>
    public List<string> StringListValues { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The value of types <c>String</c> and <c>Number</c>.</summary>
    public string StringValue { get; set; }
}
