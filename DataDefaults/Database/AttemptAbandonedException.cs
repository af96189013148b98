namespace MyArch.DataDefaults;

/// <summary>An attempt at one server took too long, or the server was found dead meanwhile.</summary>
internal sealed class AttemptAbandonedException(string message) : Exception(message);
