using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Queue;
using MyArch.Worker.Handlers.Tasks;
using MyArch.Worker.Handlers.Tests.Fixtures;

namespace MyArch.Worker.Handlers.Tests;

public sealed class TaskTests(AwsEndpoint endpoint) : HandlersTest, IClassFixture<AwsEndpoint>
{
    [Fact]
    public void Every_task_of_the_file_has_a_route()
    {
        var routes = App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(static route => $"/{route.RoutePattern.RawText!.Trim('/')}").ToList();
        var urls = Regex.Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cron.yaml")), @"(?<=url: )\S+", RegexOptions.None).Select(static match => match.Value).ToList();

        urls.Count.ShouldBe(2);
        urls.ShouldBeSubsetOf(routes);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable)]
    public async Task The_sweep_is_the_media_services(HttpStatusCode media, HttpStatusCode expected)
    {
        Gateway.Status = media;
        using var response = await App.Http.PostAsync("/tasks/sweep-media", content: null);

        response.StatusCode.ShouldBe(expected);
        (Gateway.Calls.First().Method, Gateway.Calls.First().Path).ShouldBe(("POST", "/internal/media/sweep"));
    }

    [Fact]
    public async Task The_report_measures_the_queue_and_its_dead_letters_and_how_long_it_waited()
    {
        using var sqs = HandlersSettings.QueueClient(endpoint.Url.AbsoluteUri);
        var (queue, dead) = ((await sqs.CreateQueueAsync("jobs")).QueueUrl, (await sqs.CreateQueueAsync("jobs-dlq")).QueueUrl);
        for (var i = 0; i < 3; i++)
        {
            await sqs.SendMessageAsync(queue, "{}");
        }

        await sqs.SendMessageAsync(dead, "{}");
        await sqs.ReceiveMessageAsync(queue);
        var settings = HandlersSettings.Of(Gateway.Address, Storage.Path, endpoint.Url.AbsoluteUri.TrimEnd('/'));
        (settings["Jobs:QueueUrl"], settings["Jobs:DeadLetterQueueUrl"]) = (queue, dead);
        await using var app = new HandlersServer(settings);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/tasks/report-queue");
        // A task that is made up for, sent long after its time, whose message waited for 40 s and was then tried in vain for two minutes.
        var sent = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(160);
        request.Headers.Add("X-Aws-Sqsd-Scheduled-At", InSeconds(sent - TimeSpan.FromMinutes(4)));
        request.Headers.Add("X-Aws-Sqsd-Attr-sent-at", sent.ToString("O"));
        request.Headers.Add("X-Aws-Sqsd-First-Received-At", InSeconds(sent + TimeSpan.FromSeconds(40)));
        request.Headers.Add("X-Aws-Sqsd-Receive-Count", "4");
        using var response = await app.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();

        using var measured = app.Measure();
        measured.Observe();
        measured.Sum("myarch.handlers.queue.messages", "myarch.queue.state=visible").ShouldBe(2);
        measured.Sum("myarch.handlers.queue.messages", "myarch.queue.state=in_flight").ShouldBe(1);
        measured.Sum("myarch.handlers.queue.messages", "myarch.queue.state=dead").ShouldBe(1);
        measured.Of("myarch.handlers.queue.age").ShouldHaveSingleItem().Value.ShouldBeInRange(39, 41);
    }

    [Fact]
    public async Task A_queue_that_is_away_is_reported_later()
    {
        using var response = await App.Http.PostAsync("/tasks/report-queue", content: null);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData(30, 31, true)]
    [InlineData(0, 61, true)]
    [InlineData(0, 62, false)]
    [InlineData(59, 4, false)]
    public async Task What_was_seen_is_told_until_the_next_report_is_due(int second, int later, bool isTold)
    {
        var minute = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        using var sqs = HandlersSettings.QueueClient(endpoint.Url.AbsoluteUri);
        var url = new Uri((await sqs.CreateQueueAsync("told")).QueueUrl);
        var time = new SetTime { Now = minute.AddSeconds(second) };
        var report = new QueueReport(sqs, Options.Create(new JobQueueOptions { QueueUrl = url }), time);
        await report.LookAsync(age: null, CancellationToken.None);
        time.Now = time.Now.AddSeconds(later);

        (report.Last is not null).ShouldBe(isTold);
    }

    private static string InSeconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
