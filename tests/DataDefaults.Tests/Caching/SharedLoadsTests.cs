namespace MyArch.DataDefaults.Tests.Caching;

public sealed class SharedLoadsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly SharedLoads _loads = new(TimeProvider.System);
    private readonly TaskCompletionSource<string> _release = new();
    private readonly TaskCompletionSource _cancelled = new();

    [Fact]
    public async Task Who_leaves_does_not_take_the_load_away_from_the_others()
    {
        using var patience = new CancellationTokenSource();
        var beginner = _loads.RunAsync("a", LoadAsync, Limit, patience.Token);
        var other = _loads.RunAsync("a", LoadAsync, Limit, CancellationToken.None);

        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => beginner);
        _cancelled.Task.IsCompleted.ShouldBeFalse();

        _release.SetResult("value");
        (await other).ShouldBe(("value", true));
    }

    [Fact]
    public async Task When_the_last_one_has_left_the_load_is_cancelled_and_the_next_one_begins_anew()
    {
        using var patience = new CancellationTokenSource();
        var first = _loads.RunAsync("a", LoadAsync, Limit, patience.Token);
        var second = _loads.RunAsync("a", LoadAsync, Limit, patience.Token);

        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        await _cancelled.Task.WaitAsync(Limit);

        (await _loads.RunAsync("a", static _ => Task.FromResult("new"), Limit, CancellationToken.None)).ShouldBe(("new", false));
    }

    [Fact]
    public async Task Other_keys_and_other_types_are_loads_of_their_own()
    {
        var one = _loads.RunAsync("a", LoadAsync, Limit, CancellationToken.None);

        (await _loads.RunAsync("b", static _ => Task.FromResult("b"), Limit, CancellationToken.None)).ShouldBe(("b", false));
        (await _loads.RunAsync("a", static _ => Task.FromResult(1), Limit, CancellationToken.None)).ShouldBe((1, false));
        _release.SetResult("a");
        (await one).ShouldBe(("a", false));
    }

    [Fact]
    public async Task A_load_that_takes_too_long_is_given_up_even_if_it_does_not_listen() =>
        await Should.ThrowAsync<DatabaseUnavailableException>(() => _loads.RunAsync("a", _ => _release.Task, TimeSpan.FromMilliseconds(50), CancellationToken.None));

    private async Task<string> LoadAsync(CancellationToken token)
    {
        try
        {
            return await _release.Task.WaitAsync(token);
        }
        catch (OperationCanceledException)
        {
            _cancelled.SetResult();
            throw;
        }
    }
}
