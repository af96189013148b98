using System.Net;

namespace MyArch.ServiceDefaults;

/// <summary>
/// Another service could not be asked, or could not answer: no connection, no answer in time, an open circuit, a status of 500 or above, 408, 429, or a
/// credential that was refused. Whether the call had its effect is not known.
/// </summary>
public sealed class InternalCallException : Exception
{
    /// <summary>Creates the exception.</summary>
    public InternalCallException(string message, HttpStatusCode? status = null, Exception? inner = null)
        : base(message, inner) => Status = status;

    /// <summary>The status of the answer, if there was one.</summary>
    public HttpStatusCode? Status { get; }
}
