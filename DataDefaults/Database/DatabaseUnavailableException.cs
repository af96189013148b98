namespace MyArch.DataDefaults;

/// <summary>No server could do it now, and nothing was changed: to be tried again later. See <see cref="DatabaseResponses"/>.</summary>
public sealed class DatabaseUnavailableException : Exception
{
    /// <summary>Without more to say.</summary>
    public DatabaseUnavailableException()
    {
    }

    /// <summary>With the reason in words.</summary>
    public DatabaseUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason in words and what failed last.</summary>
    public DatabaseUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
