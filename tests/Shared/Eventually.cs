using System.Diagnostics;

namespace MyArch.Testing;

/// <summary>Waits for a condition with a deadline, and says what was seen last when the deadline passes.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks <paramref name="observe"/> again and again until <paramref name="accept"/> likes the answer, and returns that answer.</summary>
    /// <param name="observe">Looks at the system. An exception counts as "not yet" and is shown if the deadline passes.</param>
    /// <param name="accept">Whether the observation is the awaited one.</param>
    /// <param name="within">The deadline, 60 seconds by default: it is for a machine that is busy with other things, and nobody waits for it when all is well.</param>
    /// <param name="because">What is waited for, in words.</param>
    public static async Task<T> BecomesAsync<T>(
        Func<CancellationToken, Task<T>> observe, Func<T, bool> accept, TimeSpan? within = null, string because = "the condition holds")
    {
        var limit = within ?? TimeSpan.FromSeconds(60);
        var watch = Stopwatch.StartNew();
        using var deadline = new CancellationTokenSource(limit);
        object? last = "nothing";
        while (true)
        {
            var began = watch.Elapsed;
            try
            {
                var seen = await observe(deadline.Token);
                if (accept(seen))
                {
                    return seen;
                }

                last = seen;
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested)
            {
                // The look that the deadline cuts off says nothing; the one before it does, and whether this one hung.
                last = $"{last}, and then nothing for {(watch.Elapsed - began).TotalSeconds:F1} s";
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                last = exception;
            }

            if (watch.Elapsed > limit)
            {
                throw new TimeoutException($"After {watch.Elapsed.TotalSeconds:F1} s it is not so that {because}. Seen last: {last}");
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Waits until <paramref name="condition"/> is true.</summary>
    public static Task<bool> IsTrueAsync(Func<bool> condition, TimeSpan? within = null, string because = "the condition holds") =>
        BecomesAsync(_ => Task.FromResult(condition()), static seen => seen, within, because);

    /// <summary>Waits until <paramref name="condition"/> is true.</summary>
    public static Task<bool> IsTrueAsync(Func<CancellationToken, Task<bool>> condition, TimeSpan? within = null, string because = "the condition holds") =>
        BecomesAsync(condition, static seen => seen, within, because);
}
