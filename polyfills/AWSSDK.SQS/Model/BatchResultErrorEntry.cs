namespace Amazon.SQS.Model;

/// <summary>Why an entry of a batch failed.</summary>
public class BatchResultErrorEntry
{
    /// <summary>The service's name of the error.</summary>
    public string Code { get; set; }

    /// <summary>The entry's id within its batch: 1 to 80 of letters, digits, - and _.</summary>
    public string Id { get; set; }

    /// <summary>The error in words.</summary>
    public string Message { get; set; }

    /// <summary>Whether a repeat of the same entry would fail too.</summary>
    public bool? SenderFault { get; set; }
}
