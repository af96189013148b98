using System.Collections.Concurrent;
using Amazon.SQS.Model;
using MyArch.Worker.Daemon.Settling;

namespace MyArch.Worker.Daemon.Tests;

/// <summary>Failures that an endpoint cannot be made to show one by one.</summary>
public sealed class BatchCallerTests : IAsyncDisposable
{
    private readonly ConcurrentQueue<IReadOnlyList<string>> _calls = [];
    private readonly ConcurrentQueue<string> _failures = [];
    private readonly CancellationTokenSource _given = new();
    private readonly BatchCaller<string> _caller;
    private readonly Task _running;
    private Func<IReadOnlyList<string>, IReadOnlyList<BatchResultErrorEntry>> _answer = static _ => [];
    private Task _before = Task.CompletedTask;

    public BatchCallerTests()
    {
        _caller = new BatchCaller<string>(
            async (batch, _) =>
            {
                _calls.Enqueue(batch);
                await _before;
                return _answer(batch);
            },
            TimeProvider.System,
            _failures.Enqueue,
            _given.Token);
        _running = _caller.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Complete();
        await _running;
        _given.Dispose();
    }

    [Fact]
    public async Task What_comes_during_a_call_goes_together_with_the_next_ten_at_most()
    {
        var hold = new TaskCompletionSource();
        _before = hold.Task;
        var first = _caller.AddAsync("first");
        await Eventually.IsTrueAsync(() => _calls.Count == 1);
        var others = Enumerable.Range(0, 15).Select(number => _caller.AddAsync($"{number}")).ToList();
        hold.SetResult();

        (await Task.WhenAll([first, .. others])).ShouldAllBe(static done => done);
        _calls.Select(static call => call.Count).ShouldBe([1, 10, 5]);
    }

    [Fact]
    public async Task An_entry_that_failed_is_tried_again_without_those_that_did_not()
    {
        var hold = new TaskCompletionSource();
        _before = hold.Task;
        var warm = _caller.AddAsync("x");
        await Eventually.IsTrueAsync(() => _calls.Count == 1);
        Task<bool>[] all = [_caller.AddAsync("good"), _caller.AddAsync("weak"), _caller.AddAsync("stale")];
        var weak = 0;
        _answer = batch => [.. batch.Select(static (value, place) => (value, place)).Where(entry => entry.value == "stale" || (entry.value == "weak" && weak++ < 2))
            .Select(static entry => new BatchResultErrorEntry { Id = BatchCaller<string>.Id(entry.place), Code = entry.value, SenderFault = entry.value == "stale" })];
        hold.SetResult();

        await warm;
        (await Task.WhenAll(all)).ShouldBe([true, true, false]);
        _calls.Select(static call => string.Join(' ', call)).ShouldBe(["x", "good weak stale", "weak", "weak"]);
        _failures.ShouldBe(["weak", "stale", "weak"]);
    }

    [Fact]
    public async Task A_call_that_fails_is_made_five_times()
    {
        _answer = static _ => throw new HttpRequestException("away");

        (await _caller.AddAsync("x")).ShouldBeFalse();
        _calls.Count.ShouldBe(BatchCaller<string>.MaxAttempts);
    }

    [Fact]
    public async Task What_is_given_up_is_answered_at_once()
    {
        _answer = static _ => throw new HttpRequestException("away");
        var waiting = _caller.AddAsync("x");
        await Eventually.IsTrueAsync(() => !_calls.IsEmpty);
        await _given.CancelAsync();

        (await waiting.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeFalse();
    }
}
