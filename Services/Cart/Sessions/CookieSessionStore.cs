using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using MyArch.Cart.Checkout;

namespace MyArch.Cart.Sessions;

/// <summary>
/// Keeps each session in its visitor's cookie, encrypted and signed by AES-256-GCM with a key that all instances share. Nothing is kept on the server:
/// an old cookie is as good as a new one until it expires, and of two changes at once the browser keeps the last.
/// </summary>
internal sealed class CookieSessionStore : ISessionStore, IDisposable
{
    /// <summary>What browsers keep of a cookie, attributes included: https://www.rfc-editor.org/rfc/rfc6265#section-6.1.</summary>
    public const int MaxBytes = 4096;

    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int ExpiryBytes = sizeof(long);
    private const string NoKey = "";

    private static readonly byte[] KeyPurpose = "MyArch.Cart session cookie"u8.ToArray();

    private readonly AesGcm _cipher;
    private readonly TimeProvider _time;
    private readonly OrderRecords _orders;

    public CookieSessionStore(IOptions<CartOptions> options, TimeProvider time, OrderRecords orders)
    {
        _cipher = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(options.Value.CookieKey!), KeyBytes, info: KeyPurpose), TagBytes);
        _time = time;
        _orders = orders;
    }

    public Task<StoredSession?> ReadAsync(string sid, CancellationToken cancellationToken)
    {
        if (Open(sid) is not (var document, var expires) || expires <= _time.GetUtcNow())
        {
            return Task.FromResult<StoredSession?>(null);
        }

        var isOld = expires - _time.GetUtcNow() < SessionTimes.TimeToLive - SessionTimes.ExtendAfter;
        return Task.FromResult<StoredSession?>(new(SessionJson.Read(document), isOld ? Seal(document) : sid, NoKey, Revision: 0, isOld));
    }

    public Task<StoredSession?> ReadAgainAsync(string key, CancellationToken cancellationToken) => Task.FromResult<StoredSession?>(null);

    public async Task<SessionWritten> TryWriteAsync(SessionWrite write, CancellationToken cancellationToken)
    {
        var session = write.After;
        var value = Seal(SessionJson.Write(session));
        // The list of orders gives way first, then what is remembered of additions: what they say of the oldest can be done without. The last addition may be
        // the one that is stored here, which must not be done twice.
        while (SessionCookie.LengthOf(value) > MaxBytes && (session.Orders.Count > 0 || session.Added.Count > 1))
        {
            session = session.Orders.Count > 0
                ? session with { Orders = [.. session.Orders.SkipLast(1)] }
                : session with { Added = [.. session.Added.SkipLast(1)] };
            value = Seal(SessionJson.Write(session));
        }

        if (SessionCookie.LengthOf(value) > MaxBytes)
        {
            return new(SessionWriteOutcome.TooLarge);
        }

        if (write.PlacedOrder is not null)
        {
            await _orders.MarkPlacedAsync(write.PlacedOrder);
        }

        return new(SessionWriteOutcome.Stored, value);
    }

    public void Dispose() => _cipher.Dispose();

    // nonce, then encrypted: when it expires, and the document; then the tag
    private string Seal(ReadOnlySpan<byte> document)
    {
        var plain = new byte[ExpiryBytes + document.Length];
        BinaryPrimitives.WriteInt64BigEndian(plain, (_time.GetUtcNow() + SessionTimes.TimeToLive).ToUnixTimeSeconds());
        document.CopyTo(plain.AsSpan(ExpiryBytes));

        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        _cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length));
        return Base64Url.EncodeToString(sealedBytes);
    }

    private (byte[] Document, DateTimeOffset Expires)? Open(string value)
    {
        if (value.Length > MaxBytes || !Base64Url.IsValid(value, out var length) || length < NonceBytes + ExpiryBytes + TagBytes)
        {
            return null;
        }

        var sealedBytes = Base64Url.DecodeFromChars(value);
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        try
        {
            _cipher.Decrypt(sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            // Forged, or sealed with another key: a cookie like that leads nowhere.
            return null;
        }

        return (plain[ExpiryBytes..], DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(plain)));
    }
}
