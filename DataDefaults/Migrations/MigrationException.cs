namespace MyArch.DataDefaults;

/// <summary>The schema cannot be brought to what this version of the service needs: somebody has to look. The host does not start, or stops.</summary>
public sealed class MigrationException : Exception
{
    /// <summary>Without more to say.</summary>
    public MigrationException()
    {
    }

    /// <summary>With the reason in words.</summary>
    public MigrationException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason in words and what failed.</summary>
    public MigrationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
