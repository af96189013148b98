namespace MyArch.Cart.Sessions;

/// <summary>Where a session is that was kept under the key of an id that it had before.</summary>
/// <param name="Key">The key of its new id.</param>
/// <param name="Salt">What the new id was made with, see <see cref="Sid.Renew"/>.</param>
internal sealed record Move(string Key, string Salt)
{
    /// <summary>Reads what <see cref="ToString"/> wrote. Versions before this one wrote the key alone, and the last of that ends a week after them.</summary>
    public static Move Parse(string text) => text.Split(' ', 2) is [var key, var salt] ? new(key, salt) : new(text, Salt: "");

    public override string ToString() => $"{Key} {Salt}";
}
