namespace MyArch.CloudDefaults.Queue;

/// <summary>The queue did not say that it has the message. It may have it all the same: whoever sends it again must be able to bear that it comes twice.</summary>
public sealed class QueueUnavailableException : Exception
{
    /// <summary>Makes one with its reason.</summary>
    public QueueUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
