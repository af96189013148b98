namespace MyArch.Cart.Sessions;

/// <summary>A record that is to be written under a key if the key still has the expected revision.</summary>
/// <param name="Expected">The revision that is replaced; 0 if the key must not exist.</param>
internal sealed record RecordWrite(string Key, long Expected, ReadOnlyMemory<byte> Document, Move? MovedTo, TimeSpan TimeToLive);
