using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MyArch.Cart.Sessions;

/// <summary>The session of a request: read by its cookie, changed as one step however many do it at once, and the cookie kept in step with it.</summary>
internal sealed class SessionAccess(ISessionStore store, TimeProvider time, CartMetrics metrics)
{
    // Every round one of those who want the same session gets it, so that only a crowd comes near this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The visitor's session; null if there is none. Makes none, and no cookie but one whose life is extended.</summary>
    public async Task<StoredSession?> ReadAsync(HttpContext context)
    {
        metrics.SessionRead();
        var sid = SessionCookie.Read(context.Request);
        while (sid is not null)
        {
            var stored = await store.ReadAsync(sid, context.RequestAborted);
            if (stored is { WasExtended: true, Sid: { } extended })
            {
                SessionCookie.Write(context, extended);
            }

            if (stored is null || stored.Session.Schema >= SessionJson.Schema)
            {
                return stored;
            }

            // An old document is brought up to date before anything is built on it: what it lacks, a customer's id, must not change from read to read.
            var written = await store.TryWriteAsync(new SessionWrite(stored, stored.Session), context.RequestAborted);
            if (written.Outcome == SessionWriteOutcome.TooLarge)
            {
                return stored;
            }

            Tell(context, written);
            sid = written.Sid ?? sid;
        }

        return null;
    }

    /// <summary>Changes the visitor's session, or begins one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="change">What to make of the session. Called again with the present one if another request was faster.</param>
    /// <param name="renewal">The request for which the session gets a new id, as <see cref="SessionWrite"/> has it; null if it keeps its own.</param>
    /// <returns>The session after it, or the answer if it was refused.</returns>
    public async Task<(Session Session, ProblemHttpResult? Refusal)> ChangeAsync(HttpContext context, Func<Session, SessionChange> change, string? renewal = null)
    {
        var rounds = new Rounds(time, metrics);
        while (true)
        {
            var before = await ReadAsync(context);
            var session = before?.Session ?? Session.Create();
            var wanted = change(session);
            if (wanted.After is not { } after)
            {
                return (session, wanted.Refusal);
            }

            var written = await store.TryWriteAsync(new SessionWrite(before, after, renewal), context.RequestAborted);
            switch (written.Outcome)
            {
                case SessionWriteOutcome.Stored:
                    Tell(context, written);
                    TellAgain(context, before, renewal);
                    if (before is null)
                    {
                        metrics.SessionCreated();
                    }

                    return (after, null);
                case SessionWriteOutcome.TooLarge:
                    return (session, SessionProblems.TooLarge());
                default:
                    await rounds.NextAsync(context.RequestAborted);
                    break;
            }
        }
    }

    /// <summary>Tells a visitor once more the id that this very request gave to his session before, if he comes with the one that the session had until then.</summary>
    /// <param name="context">The request.</param>
    /// <param name="stored">The session as it was read.</param>
    /// <param name="renewal">The request, as <see cref="SessionWrite"/> has it.</param>
    public static void TellAgain(HttpContext context, StoredSession? stored, string? renewal)
    {
        if (renewal is not null && stored?.Old?.GivenTo(renewal) is { } sid)
        {
            SessionCookie.Write(context, sid);
        }
    }

    /// <summary>
    /// Lists an order in the session that it belongs to, as that session is now, gives it a new id, and marks the order as placed. Not given up when the client
    /// goes away.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="stored">The session as it was read.</param>
    /// <param name="place">What the order makes of the session.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="renewal">The request, as <see cref="SessionWrite"/> has it.</param>
    /// <returns>Whether the session is still there.</returns>
    public async Task<bool> PlaceAsync(HttpContext context, StoredSession stored, Func<Session, Session> place, string orderId, string renewal)
    {
        var (written, before) = await PlaceAsync(
            stored, () => store.ReadAsync(SessionCookie.Read(context.Request) ?? "", CancellationToken.None), now => new SessionWrite(now, place(now.Session), renewal, orderId));
        Tell(context, written);
        TellAgain(context, before, renewal);
        return before is not null;
    }

    /// <summary>Lists an order in a session for which nobody waits, and which keeps its id; false if the session cannot be reached any more.</summary>
    public async Task<bool> PlaceAsync(string sessionKey, Func<Session, Session> place, string orderId)
    {
        Task<StoredSession?> ReadAsync() => store.ReadAgainAsync(sessionKey, CancellationToken.None);
        var (_, before) = await PlaceAsync(await ReadAsync(), ReadAsync, now => new SessionWrite(now, place(now.Session), PlacedOrder: orderId));
        return before is not null;
    }

    // What was written, and instead of what; of nothing if the session is gone, or too large to be kept.
    private async Task<(SessionWritten Written, StoredSession? Before)> PlaceAsync(StoredSession? now, Func<Task<StoredSession?>> readAgain, Func<StoredSession, SessionWrite> write)
    {
        var rounds = new Rounds(time, metrics);
        for (; now is not null; now = await readAgain())
        {
            var written = await store.TryWriteAsync(write(now), CancellationToken.None);
            if (written.Outcome != SessionWriteOutcome.Outdated)
            {
                return (written, written.Outcome == SessionWriteOutcome.Stored ? now : null);
            }

            await rounds.NextAsync(CancellationToken.None);
        }

        return default;
    }

    private static void Tell(HttpContext context, SessionWritten written)
    {
        if (written.Sid is { } sid)
        {
            SessionCookie.Write(context, sid);
        }
    }

    /// <summary>The tries of one change.</summary>
    private sealed class Rounds(TimeProvider time, CartMetrics metrics)
    {
        // Up to 128 ms.
        private const int MaxDoublings = 7;

        private readonly long _start = time.GetTimestamp();
        private int _rounds;

        /// <summary>Waits a little, a moment by chance, so that those who collided do not collide again.</summary>
        public Task NextAsync(CancellationToken cancellationToken)
        {
            metrics.SessionConflicted();
            if (time.GetElapsedTime(_start) > Patience)
            {
                throw new SessionsUnavailableException("Too many changes of one session at once.");
            }

            _rounds = Math.Min(_rounds + 1, MaxDoublings);
            return Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, 1 << _rounds)), time, cancellationToken);
        }
    }
}
