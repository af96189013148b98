using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace MyArch.Time.Tests;

public sealed class TimeStreamTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, 300, TimeSpan.Zero);

    [Fact]
    public async Task The_first_event_comes_at_once_and_one_more_with_each_second()
    {
        var time = new ManualTime(Start);
        using var instance = new TimeServer(time: time);
        using var client = instance.CreateOriginClient();

        await using var reader = await EventReader.OpenAsync(client, "?timeZone=asia/kathmandu");
        var first = (await reader.ReadAsync()).ShouldNotBeNull();
        first.EventId.ShouldBe("1795435200");
        first.Data.GetProperty("local").GetString().ShouldBe("2026-11-23T17:45:00.000+05:45");
        first.Data.GetProperty("timeZone").GetString().ShouldBe("Asia/Kathmandu");
        first.Data.GetProperty("instance").GetProperty("id").GetString().ShouldBe("time-a1");

        for (var second = 1; second <= 3; second++)
        {
            await NextTickAsync(time, Start.AddMilliseconds(-300).AddSeconds(second));
            var next = (await reader.ReadAsync()).ShouldNotBeNull();
            next.EventId.ShouldBe($"{1795435200 + second}");
            next.Data.GetProperty("utc").GetString().ShouldBe($"2026-11-23T12:00:0{second}.000Z");
        }
    }

    [Fact]
    public async Task By_the_real_clock_there_is_one_event_per_second_at_most()
    {
        using var instance = new TimeServer();
        using var client = instance.CreateOriginClient();
        await using var reader = await EventReader.OpenAsync(client);

        var ids = new List<long>();
        for (var events = 0; events < 4; events++)
        {
            ids.Add(long.Parse((await reader.ReadAsync()).ShouldNotBeNull().EventId!, provider: null));
        }

        ids.Zip(ids.Skip(1), static (one, next) => next - one).ShouldAllBe(static step => step >= 1, "a machine that stands still skips a second; none comes twice");
    }

    [Fact]
    public async Task The_answer_is_an_event_stream_that_is_never_stored_and_asks_for_a_short_pause()
    {
        using var instance = new TimeServer();
        using var client = instance.CreateOriginClient();
        await using var reader = await EventReader.OpenAsync(client);

        var first = (await reader.ReadAsync()).ShouldNotBeNull();

        reader.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        reader.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        reader.Response.Headers.GetValues("X-Instance").ShouldBe(["time-a1"]);
        first.ReconnectionInterval.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(1250));
    }

    [Fact]
    public async Task Streams_end_cleanly_when_the_instance_drains_and_so_does_one_that_comes_too_late()
    {
        using var instance = new TimeServer();
        using var client = instance.CreateOriginClient();
        await using var one = await EventReader.OpenAsync(client);
        await using var other = await EventReader.OpenAsync(client, "?timeZone=Asia/Tokyo");
        await one.ReadAsync();
        await other.ReadAsync();
        var streams = instance.Services.GetRequiredService<TimeStreams>();

        instance.Drain();

        await EndsAsync(one);
        await EndsAsync(other);
        (await streams.ReadAsync(TimeZoneInfo.Utc, CancellationToken.None).CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Beyond_the_limit_a_stream_is_refused_until_another_one_is_closed()
    {
        using var instance = new TimeServer(settings: ("Time:MaxStreams", "2"));
        using var client = instance.CreateOriginClient();
        using var measured = new Measurements(TimeMetrics.MeterName, instance.Services);
        await using var one = await EventReader.OpenAsync(client);
        var two = await EventReader.OpenAsync(client);

        var refused = await client.GetAsync("/api/time/stream");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString().ShouldBe("Too many streams");
        measured.Sum("myarch.time.stream.active").ShouldBe(2);
        measured.Sum("myarch.time.stream.refused").ShouldBe(1);

        (await client.GetAsync("/api/time/UTC")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await two.DisposeAsync();
        await Eventually.IsTrueAsync(() => measured.Sum("myarch.time.stream.active") == 1, because: "the place of a client that has gone is free again");
        await using var three = await EventReader.OpenAsync(client);
    }

    [Fact]
    public async Task A_hundred_clients_that_leave_give_back_their_places_and_leave_no_error_behind()
    {
        // No tick comes while they leave.
        using var instance = new TimeServer(time: new ManualTime(Start));
        using var client = instance.CreateOriginClient();
        using var measured = new Measurements(TimeMetrics.MeterName, instance.Services);
        using var exceptions = new Measurements("Microsoft.AspNetCore.Diagnostics", instance.Services);
        var readers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => EventReader.OpenAsync(client)));
        measured.Sum("myarch.time.stream.active").ShouldBe(100);

        foreach (var reader in readers)
        {
            await reader.DisposeAsync();
        }

        await Eventually.IsTrueAsync(() => measured.Sum("myarch.time.stream.active") == 0, because: "no stream is open");
        exceptions.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slow_reader_misses_ticks_and_holds_up_nobody()
    {
        var time = new ManualTime(Start);
        using var instance = new TimeServer(time: time);
        var streams = instance.Services.GetRequiredService<TimeStreams>();
        await using var slow = streams.ReadAsync(TimeZoneInfo.Utc, CancellationToken.None).GetAsyncEnumerator();
        await using var quick = streams.ReadAsync(TimeZoneInfo.Utc, CancellationToken.None).GetAsyncEnumerator();
        (await slow.MoveNextAsync()).ShouldBeTrue();
        (await quick.MoveNextAsync()).ShouldBeTrue();

        for (var second = 1; second <= 5; second++)
        {
            var next = quick.MoveNextAsync();
            await NextTickAsync(time, Start.AddMilliseconds(-300).AddSeconds(second));
            (await next).ShouldBeTrue();
            quick.Current.EventId.ShouldBe($"{1795435200 + second}");
        }

        var late = slow.MoveNextAsync();
        late.IsCompleted.ShouldBeFalse("a tick that was missed is not kept");
        await NextTickAsync(time, Start.AddMilliseconds(-300).AddSeconds(6));
        (await late).ShouldBeTrue();
        slow.Current.EventId.ShouldBe("1795435206");
    }

    [Fact]
    public async Task A_client_that_leaves_ends_its_stream_without_an_exception()
    {
        using var instance = new TimeServer(time: new ManualTime(Start));
        var streams = instance.Services.GetRequiredService<TimeStreams>();
        using var left = new CancellationTokenSource();
        await using var reader = streams.ReadAsync(TimeZoneInfo.Utc, left.Token).GetAsyncEnumerator(CancellationToken.None);
        (await reader.MoveNextAsync()).ShouldBeTrue();

        var next = reader.MoveNextAsync();
        await left.CancelAsync();

        (await next).ShouldBeFalse();
    }

    // The ticker has set its timer to the start of the second; then it is that second.
    private static async Task NextTickAsync(ManualTime time, DateTimeOffset second)
    {
        await Eventually.IsTrueAsync(() => time.NextDue == second, because: $"the ticker waits for {second:O}");
        time.Advance(second - time.GetUtcNow());
    }

    private static async Task EndsAsync(EventReader reader)
    {
        SseItem<JsonElement>? last;
        do
        {
            last = await reader.ReadAsync();
        }
        while (last is not null);
    }
}
