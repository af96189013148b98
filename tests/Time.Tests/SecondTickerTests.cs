using Microsoft.Extensions.DependencyInjection;

namespace MyArch.Time.Tests;

public sealed class SecondTickerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _time = new(Noon.AddMilliseconds(250));
    private readonly TimeServer _instance;
    private readonly SecondTicker _ticker;

    public SecondTickerTests()
    {
        _instance = new TimeServer(time: _time);
        _ticker = _instance.Services.GetRequiredService<SecondTicker>();
    }

    public void Dispose() => _instance.Dispose();

    [Fact]
    public async Task A_tick_comes_at_the_start_of_the_second_and_not_before()
    {
        await WaitsForAsync(Noon.AddSeconds(1));
        var next = _ticker.Next;

        _time.Advance(TimeSpan.FromMilliseconds(749));
        next.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        (await next).ShouldBe(Noon.AddSeconds(1));
    }

    [Fact]
    public async Task Seconds_in_which_the_process_did_not_run_are_left_out()
    {
        using var measured = new Measurements(TimeMetrics.MeterName, _instance.Services);
        await WaitsForAsync(Noon.AddSeconds(1));
        var next = _ticker.Next;

        _time.Advance(TimeSpan.FromSeconds(5.5));

        (await next).ShouldBe(Noon.AddSeconds(5));
        await WaitsForAsync(Noon.AddSeconds(6));
        measured.Of("myarch.time.tick.lag").ShouldHaveSingleItem().Value.ShouldBe(0.75);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_stop_the_ticks()
    {
        await WaitsForAsync(Noon.AddSeconds(1));
        var next = _ticker.Next;

        _time.Advance(TimeSpan.FromHours(-1));
        _time.FireAll();

        (await next.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe(Noon.AddHours(-1));
    }

    [Fact]
    public async Task When_the_instance_drains_there_is_no_next_tick()
    {
        var next = _ticker.Next;

        _instance.Drain();

        await Should.ThrowAsync<TaskCanceledException>(next.WaitAsync(TimeSpan.FromSeconds(20)));
        _ticker.Next.IsCanceled.ShouldBeTrue();
    }

    [Fact]
    public async Task When_it_stops_before_it_has_begun_there_is_no_next_tick()
    {
        using var ticker = ActivatorUtilities.CreateInstance<SecondTicker>(_instance.Services);
        var next = ticker.Next;

        await ticker.StopAsync(CancellationToken.None);

        next.IsCanceled.ShouldBeTrue();
    }

    private Task<bool> WaitsForAsync(DateTimeOffset second) =>
        Eventually.IsTrueAsync(() => _time.NextDue == second, because: $"the ticker waits for {second:O}");
}
