using Microsoft.Extensions.Options;
using MyArch.ServiceDefaults;

namespace MyArch.Worker.Daemon;

/// <summary>The daemon's times as they are here: control loops are faster by <c>Clock:Speed</c>; what bounds a connection, a long poll or a retention is not.</summary>
internal sealed class SqsdTimes(IOptions<SqsdOptions> options, IOptions<ClockOptions> clock)
{
    /// <summary>
    /// What a message is hidden for that goes back at once, in seconds. Not 0: the local endpoint forgets how often such a message was received; and nobody minds a second.
    /// </summary>
    public const int HandBackSeconds = 1;

    /// <summary>How long the app may take to answer.</summary>
    public TimeSpan Inactivity { get; } = TimeSpan.FromSeconds(clock.Value.DivideToSeconds(options.Value.InactivityTimeout));

    /// <summary>How long a received message is hidden, in seconds. Rounding must not let it end together with the wait for the app.</summary>
    public int VisibilitySeconds { get; } =
        Math.Max(clock.Value.DivideToSeconds(options.Value.VisibilityTimeout), clock.Value.DivideToSeconds(options.Value.InactivityTimeout) + 1);

    /// <summary>After which time a message that failed is visible again, in seconds.</summary>
    public int ErrorVisibilitySeconds { get; } = clock.Value.DivideToSeconds(options.Value.ErrorVisibilityTimeout);

    /// <summary>After which time from its first receive a message is given up.</summary>
    public TimeSpan Retention { get; } = TimeSpan.FromSeconds(options.Value.RetentionPeriod);
}
