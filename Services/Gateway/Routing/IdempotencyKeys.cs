namespace MyArch.Gateway.Routing;

/// <summary>What the service behind a route makes of the header <c>Idempotency-Key</c>.</summary>
internal enum IdempotencyKeys
{
    /// <summary>Nothing: what comes twice with one key is done twice.</summary>
    Ignored,

    /// <summary>It does once what comes several times with one key.</summary>
    Honoured,

    /// <summary>It tells a repetition what it has told the first time, and knows it by the key alone: a change that comes without one is given one here, the same for every target that it is sent to.</summary>
    Given,
}
