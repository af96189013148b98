namespace MyArch.Cart.Sessions;

/// <summary>What became of a <see cref="SessionWrite"/>.</summary>
/// <param name="Outcome">Whether it was stored.</param>
/// <param name="Sid">What the visitor's cookie has to say now; null if it says the right thing, or may not be told.</param>
internal readonly record struct SessionWritten(SessionWriteOutcome Outcome, string? Sid = null);
