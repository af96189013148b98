namespace MyArch.Cart.Sessions;

/// <summary>A session could not be read or written for the moment, for a reason of the store's own.</summary>
internal sealed class SessionsUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
