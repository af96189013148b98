namespace MyArch.Gateway.Forwarding;

/// <summary>No connection to a target could be made, so nothing of any request was sent.</summary>
internal sealed class TargetConnectException(string message, bool timedOut, Exception inner) : IOException(message, inner)
{
    public bool TimedOut => timedOut;
}
