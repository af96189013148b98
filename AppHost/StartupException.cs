namespace MyArch.AppHost;

/// <summary>The system cannot be started as asked; the message is for the person who asked, and says what to do.</summary>
internal sealed class StartupException : Exception
{
    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
