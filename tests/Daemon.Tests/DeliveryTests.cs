using System.Diagnostics;
using System.Globalization;
using Amazon.SQS.Model;
using Microsoft.AspNetCore.Http;
using MyArch.ServiceDefaults;
using MyArch.Worker.Daemon.Tests.Fixtures;

namespace MyArch.Worker.Daemon.Tests;

public sealed class DeliveryTests(AwsEndpoint endpoint) : WorkerTest(endpoint)
{
    protected override int MaxReceiveCount => 3;

    [Fact]
    public async Task A_message_is_posted_as_the_real_daemon_does_and_deleted()
    {
        Start();
        var sent = await Queue.SendAsync("""{"a":"ü"}""", ("type", "OrderPlaced"), ("city", "Zürich"));
        await Queue.BecomesEmptyAsync();

        var delivery = App.Deliveries.ShouldHaveSingleItem();
        delivery.Path.ShouldBe("/");
        delivery.Body.ShouldBe("""{"a":"ü"}""");
        delivery.Headers["Content-Type"].ShouldBe("application/json");
        delivery.Headers["User-Agent"].ShouldStartWith("aws-sqsd/");
        delivery.Headers["X-Aws-Sqsd-Msgid"].ShouldBe(sent.MessageId);
        delivery.Headers["X-Aws-Sqsd-Queue"].ShouldBe(Queue.Url.Segments[^1]);
        delivery.Headers["X-Aws-Sqsd-Receive-Count"].ShouldBe("1");
        delivery.Headers["X-Aws-Sqsd-Attr-type"].ShouldBe("OrderPlaced");
        delivery.Headers["X-Aws-Sqsd-Attr-city"].ShouldBe("Zürich");
        delivery.Headers[OriginVerification.Header].ShouldBe(DaemonSettings.Secret);
        DateTimeOffset.ParseExact(delivery.Headers["X-Aws-Sqsd-First-Received-At"], "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            .ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        delivery.Headers.Keys.ShouldNotContain("X-Aws-Sqsd-Taskname");
    }

    [Fact]
    public async Task Path_and_media_type_are_those_of_the_options()
    {
        Start(("Sqsd:HttpPath", "/jobs/new"), ("Sqsd:MimeType", "text/plain"));
        await Queue.SendAsync("hello");
        await Queue.BecomesEmptyAsync();

        var delivery = App.Deliveries.ShouldHaveSingleItem();
        (delivery.Path, delivery.Headers["Content-Type"]).ShouldBe(("/jobs/new", "text/plain"));
    }

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(302)]
    [InlineData(422)]
    [InlineData(500)]
    public async Task Nothing_but_200_ends_a_message(int status)
    {
        App.Answer = (delivery, _) => Task.FromResult(delivery.Count == 1 ? status : 200);
        Start();
        await Queue.SendAsync("{}");
        await Queue.BecomesEmptyAsync();

        App.Deliveries.Select(static delivery => delivery.Count).ShouldBe([1, 2]);
        App.Deliveries.Select(static delivery => delivery.Headers["X-Aws-Sqsd-First-Received-At"]).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_handler_that_hangs_loses_its_message_when_the_inactivity_timeout_is_over()
    {
        var gaveUp = new TaskCompletionSource();
        App.Answer = async (delivery, context) =>
        {
            if (delivery.Count == 1)
            {
                await using var registration = context.RequestAborted.Register(gaveUp.SetResult);
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            }

            return 200;
        };
        Start(("Sqsd:InactivityTimeout", "2"));
        var watch = Stopwatch.StartNew();
        await Queue.SendAsync("{}");
        await gaveUp.Task.WaitAsync(TimeSpan.FromSeconds(20));
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(1.5));
        await Queue.BecomesEmptyAsync();

        App.Deliveries.Select(static delivery => delivery.Count).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_handler_that_breaks_the_connection_gets_the_message_again()
    {
        App.Answer = static (delivery, context) =>
        {
            if (delivery.Count == 1)
            {
                context.Abort();
            }

            return Task.FromResult(200);
        };
        Start();
        await Queue.SendAsync("{}");
        await Queue.BecomesEmptyAsync();

        App.Deliveries.Select(static delivery => delivery.Count).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_poison_message_is_a_dead_letter_with_its_history()
    {
        App.Answer = static (delivery, _) => Task.FromResult(delivery.Body == "poison" ? 500 : 200);
        Start(("Sqsd:MaxRetries", "3"));
        await Queue.SendAsync("poison", ("type", "Nonsense"));
        await Queue.SendAsync("good");
        await Queue.BecomesEmptyAsync();

        App.Of("poison").Select(static delivery => delivery.Count).ShouldBe([1, 2, 3]);
        App.Of("good").ShouldHaveSingleItem();
        var dead = (await Queue.ReceiveDeadLettersAsync()).ShouldHaveSingleItem();
        (dead.Body, dead.MessageAttributes["type"].StringValue).ShouldBe(("poison", "Nonsense"));
        int.Parse(dead.Attributes["ApproximateReceiveCount"]).ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Attributes_that_cannot_be_headers_are_left_out_and_the_message_comes()
    {
        Start();
        await Queue.Sqs.SendMessageAsync(new SendMessageRequest(Queue.Url.AbsoluteUri, "{}")
        {
            MessageAttributes = new()
            {
                ["binary"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([1, 2, 3]) },
                ["number"] = new() { DataType = "Number", StringValue = "42" },
                ["lines"] = new() { DataType = "String", StringValue = "one\r\nX-Injected: two" },
            },
        });
        await Queue.BecomesEmptyAsync();

        var headers = App.Deliveries.ShouldHaveSingleItem().Headers;
        headers["X-Aws-Sqsd-Attr-number"].ShouldBe("42");
        headers.Keys.ShouldNotContain("X-Aws-Sqsd-Attr-binary");
        headers.Keys.ShouldNotContain("X-Aws-Sqsd-Attr-lines");
        headers.Keys.ShouldNotContain("X-Injected");
    }

    [Fact]
    public async Task A_path_in_a_tasks_message_cannot_lead_to_another_host()
    {
        Start();
        await Queue.SendAsync("x", ("beanstalk.sqsd.task_name", "t"), ("beanstalk.sqsd.path", "//example.org/steal"));
        await Queue.BecomesEmptyAsync();

        App.Deliveries.ShouldHaveSingleItem().Path.ShouldBe("//example.org/steal");
    }

    [Fact]
    public async Task A_message_that_is_older_than_the_retention_period_is_deleted_and_not_delivered_again()
    {
        var time = new ShiftedTime();
        App.Answer = (_, _) =>
        {
            time.Passed = TimeSpan.FromMinutes(2);
            return Task.FromResult(StatusCodes.Status503ServiceUnavailable);
        };
        using var measured = new Measurements(DaemonMetrics.Name);
        Start(Settings(), time, ("Sqsd:RetentionPeriod", "60"));
        await Queue.SendAsync("{}");
        await Queue.BecomesEmptyAsync();

        App.Deliveries.ShouldHaveSingleItem();
        measured.Sum("myarch.daemon.message.expired", $"messaging.destination.name={Queue.Url.Segments[^1]}").ShouldBe(1);
        (await Queue.CountAsync(Queue.DeadLetters)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_worker_whose_clock_is_days_ahead_deletes_nothing_that_is_not_done()
    {
        App.Answer = static (delivery, _) => Task.FromResult(delivery.Count == 1 ? 503 : 200);
        Start(Settings(), new ShiftedTime { Shift = TimeSpan.FromDays(5) });
        await Queue.SendAsync("{}");
        await Queue.BecomesEmptyAsync();

        App.Deliveries.Select(static delivery => delivery.Count).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task No_more_is_pulled_than_there_are_places_for()
    {
        var release = new TaskCompletionSource();
        App.Answer = async (_, _) =>
        {
            await release.Task;
            return StatusCodes.Status200OK;
        };
        var daemon = Start(("Sqsd:HttpConnections", "3"));
        for (var i = 0; i < 20; i++)
        {
            await Queue.SendAsync($"{i}");
        }

        await Eventually.IsTrueAsync(() => App.Busy == 3);
        (await Queue.CountAsync()).ShouldBe((17, 3));
        (await daemon.StateAsync()).InFlight.ShouldBe(3);
        release.SetResult();
        await Queue.BecomesEmptyAsync();

        App.MostBusy.ShouldBe(3);
        App.Deliveries.Select(static delivery => delivery.Body).Distinct().Count().ShouldBe(20);
        await Eventually.BecomesAsync(async _ => await daemon.StateAsync(), static state => state.InFlight == 0);
    }

    [Fact]
    public async Task While_the_app_is_down_nothing_is_pulled()
    {
        var port = FreePort.Find();
        Start(("Sqsd:AppUrl", $"http://127.0.0.1:{port}"));
        await Queue.SendAsync("{}");
        // Nothing else can be seen of something that does not happen than that it has not happened for a while.
        var watch = Stopwatch.StartNew();
        await Eventually.IsTrueAsync(async _ =>
        {
            (await Queue.CountAsync()).ShouldBe((1, 0));
            return watch.Elapsed > TimeSpan.FromSeconds(2);
        });
        await using var app = await AppStub.StartAsync(port);
        await Queue.BecomesEmptyAsync();

        app.Deliveries.ShouldHaveSingleItem().Count.ShouldBe(1);
    }
}
