namespace MyArch.DataDefaults;

/// <summary>
/// The connection was lost between the commit and its answer: the transaction is in the database or it is not. It was not tried again; only the caller knows whether a repetition does harm.
/// </summary>
public sealed class CommitOutcomeUnknownException : Exception
{
    /// <summary>Without more to say.</summary>
    public CommitOutcomeUnknownException()
    {
    }

    /// <summary>With the reason in words.</summary>
    public CommitOutcomeUnknownException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason in words and what failed.</summary>
    public CommitOutcomeUnknownException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
