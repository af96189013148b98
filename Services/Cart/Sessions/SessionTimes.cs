using MyArch.Cart.Checkout;

namespace MyArch.Cart.Sessions;

/// <summary>How long sessions live. The clock's speed does not change it: a visitor's week is a week.</summary>
internal static class SessionTimes
{
    /// <summary>How long a session lives after it was used last.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromDays(7);

    /// <summary>How long after its last extension a session's life is extended again: not at each read, since every extension is a write to disk.</summary>
    public static readonly TimeSpan ExtendAfter = TimeSpan.FromHours(1);

    /// <summary>How long a session answers to its old id after it got a new one, so that the retry of a request whose answer was lost still finds it.</summary>
    public static readonly TimeSpan OldSid = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long it is kept where a session has moved: as long as an order's record, which says where its session was when it was frozen. Whoever comes by the old id is led there only while <see cref="OldSid"/> lasts.
    /// </summary>
    public static readonly TimeSpan Moved = OrderRecords.TimeToLive;
}
