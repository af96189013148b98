namespace MyArch.Gateway.Forwarding;

/// <summary>Whether a request may go to another target after a failed attempt.</summary>
internal enum NextAttempt
{
    /// <summary>No: the failure is final.</summary>
    None,

    /// <summary>Bytes were sent: only if the request is idempotent and its body is still known.</summary>
    IfResendable,

    /// <summary>Nothing was sent: whatever the method.</summary>
    Always,
}
