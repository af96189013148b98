namespace MyArch.Cart.Sessions;

/// <summary>An id that a session had until lately, by which somebody came: its visitor, whose answer was lost, or who has stolen it.</summary>
/// <param name="Value">The id.</param>
/// <param name="Move">Where it leads.</param>
internal sealed record OldSid(string Value, Move Move)
{
    /// <summary>The id that a request gave the session, told to who sends that request again; null to anybody else.</summary>
    public string? GivenTo(string request)
    {
        var given = Sid.Renew(Value, Move.Salt, request);
        return Sid.KeyOf(given) == Move.Key ? given : null;
    }
}
