namespace MyArch.CloudDefaults.Storage;

/// <summary>The storage cannot do it now: it is away, full, overloaded or does not answer. What was to be written may be written all the same.</summary>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>Makes one.</summary>
    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with its reason.</summary>
    public StorageUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
