using System.Collections.Concurrent;
using System.Net.NetworkInformation;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.Engine.Images;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Tests.Images;

/// <summary>The contract of the image <c>kibertoad/fauxqs</c> with a real fauxqs.</summary>
public sealed class FauxqsImageTests : IAsyncLifetime
{
    private const string Queue = "http://localhost/000000000000/jobs";
    private const string DeadLetters = "http://localhost/000000000000/jobs-dlq";
    private const string DeadLettersArn = "arn:aws:sqs:us-east-1:000000000000:jobs-dlq";
    private const int Killed = 128 + 9;

    private readonly ContainerFixture _fixture = new();
    private readonly HttpClient _http = new();

    private Uri Address => new($"http://127.0.0.1:{_fixture.Port}/");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task A_kill_loses_no_acknowledged_message_and_no_object()
    {
        var messages = new ConcurrentBag<string>();
        var objects = new ConcurrentBag<string>();
        var process = await StartAsync(Persistent());
        await CreateQueueAsync("jobs");
        await PutAsync("media", "");
        for (var kill = 1; kill <= 3; kill++)
        {
            var enough = messages.Count + 60;
            var senders = Enumerable.Range(0, 8).Select(sender => UntilItDiesAsync(async number =>
            {
                var id = $"{kill}-{sender}-{number}";
                await AskAsync("SendMessage", new() { ["QueueUrl"] = Queue, ["MessageBody"] = id });
                messages.Add(id);
                await PutAsync($"media/{id}", ContentOf(id));
                objects.Add(id);
            })).ToArray();
            await Eventually.IsTrueAsync(() => messages.Count > enough && objects.Count > enough / 2, because: "enough is stored");
            process.Kill();
            (await process.Exited).ShouldBe(Killed);
            await Task.WhenAll(senders);
            process = await StartAsync(Persistent());
        }

        messages.ShouldBeSubsetOf(await BodiesAsync(Queue));
        foreach (var id in objects)
        {
            (await _http.GetStringAsync(new Uri(Address, $"media/{id}"))).ShouldBe(ContentOf(id));
        }
    }

    [Fact]
    public async Task A_kill_loses_no_message_on_its_way_to_the_dead_letter_queue()
    {
        const int Each = 100;
        var process = await StartAsync(Persistent());
        await CreateQueueAsync("jobs-dlq");
        await CreateQueueAsync("jobs", new() { ["VisibilityTimeout"] = "0", ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{DeadLettersArn}}","maxReceiveCount":1}""" });
        for (var kill = 1; kill <= 8; kill++)
        {
            foreach (var batch in Enumerable.Range(0, Each).Chunk(10))
            {
                var entries = batch.Select(static number => new JsonObject { ["Id"] = $"n{number}", ["MessageBody"] = $"{number}" }).ToArray<JsonNode>();
                await AskAsync("SendMessageBatch", new() { ["QueueUrl"] = Queue, ["Entries"] = new JsonArray(entries) });
            }

            // The first receive of a message counts one, the second moves it: all of them in one go, and the kill somewhere in it.
            var receiver = UntilItDiesAsync(_ => AskAsync("ReceiveMessage", new() { ["QueueUrl"] = Queue, ["MaxNumberOfMessages"] = 10 }));
            await Task.Delay(TimeSpan.FromMilliseconds(15 * kill));
            process.Kill();
            await process.Exited;
            await receiver;
            process = await StartAsync(Persistent());
            (await CountAsync(Queue) + await CountAsync(DeadLetters)).ShouldBe(Each * kill);
        }

        (await CountAsync(DeadLetters)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_receive_that_is_given_up_takes_no_message()
    {
        await StartAsync(Persistent());
        await CreateQueueAsync("jobs");
        using var patience = new CancellationTokenSource();
        var poll = AskAsync("ReceiveMessage", new() { ["QueueUrl"] = Queue, ["WaitTimeSeconds"] = 20 }, patience.Token);
        await Eventually.IsTrueAsync(() => Connections() > 0, because: "the poll is on its way");
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(poll);
        await Eventually.IsTrueAsync(() => Connections() == 0, because: "the connection is gone");

        await AskAsync("SendMessage", new() { ["QueueUrl"] = Queue, ["MessageBody"] = "for the next" });
        (await AskAsync("ReceiveMessage", new() { ["QueueUrl"] = Queue })).ShouldContain("for the next");
    }

    [Fact]
    public async Task A_message_that_is_put_back_at_once_comes_again_with_its_count_also_after_a_kill()
    {
        var process = await StartAsync(Persistent());
        await CreateQueueAsync("jobs");
        await AskAsync("SendMessage", new() { ["QueueUrl"] = Queue, ["MessageBody"] = "again" });
        for (var receive = 1; receive <= 3; receive++)
        {
            var message = JsonNode.Parse(await AskAsync("ReceiveMessage", new() { ["QueueUrl"] = Queue, ["MessageSystemAttributeNames"] = new JsonArray("All") }))!["Messages"]![0]!;
            ((string)message["Attributes"]!["ApproximateReceiveCount"]!).ShouldBe($"{receive}");
            await AskAsync("ChangeMessageVisibility", new() { ["QueueUrl"] = Queue, ["ReceiptHandle"] = (string)message["ReceiptHandle"]!, ["VisibilityTimeout"] = 0 });
            process.Kill();
            await process.Exited;
            process = await StartAsync(Persistent());
        }
    }

    [Fact]
    public async Task Without_persistence_or_without_a_volume_nothing_is_kept()
    {
        var process = await StartAsync(Container());
        await CreateQueueAsync("jobs");
        await ContainerFixture.StopAsync(process);
        (await process.Exited).ShouldBe(0);
        process = await StartAsync(Persistent() with { Mounts = [] });
        (await AskAsync("ListQueues", [])).ShouldNotContain("jobs");
        _fixture.Output.ShouldContain(static line => line.StartsWith("No volume is mounted at /data", StringComparison.Ordinal));
        await CreateQueueAsync("jobs");
        await ContainerFixture.StopAsync(process);
        Directory.GetFileSystemEntries(_fixture.Volume).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_init_file_and_the_folder_for_objects_are_the_images_own()
    {
        var init = _fixture.Write("init/init.json", """{"queues":[{"name":"made-at-start"}],"buckets":["media"]}""");
        var container = Container();
        await StartAsync(container with
        {
            Environment = new Dictionary<string, string> { ["FAUXQS_INIT"] = "/app/init.json", ["FAUXQS_S3_STORAGE_DIR"] = "/data" },
            Mounts = [.. container.Mounts, new NativeMount(init, "/app/init.json", IsReadOnly: true)],
        });
        await Eventually.IsTrueAsync(async cancellationToken => (await AskAsync("ListQueues", [], cancellationToken)).Contains("made-at-start", StringComparison.Ordinal), because: "the queue is made");
        await PutAsync("media/hello", "world");
        Directory.EnumerateFiles(_fixture.Volume, "hello.data", SearchOption.AllDirectories).Select(File.ReadAllText).ShouldBe(["world"]);
    }

    [Fact]
    public async Task It_listens_on_loopback_only()
    {
        await StartAsync(Container());
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == _fixture.Port).Select(static listener => listener.Address.ToString())
            .ShouldBe(["127.0.0.1"]);
    }

    [Fact]
    public async Task A_missing_npm_and_another_version_are_clear_errors()
    {
        var image = new FauxqsImage(new NpmPackage("fauxqs", Path.Combine(_fixture.Folder, "cache"), "/nowhere"));
        (await Should.ThrowAsync<DistributedApplicationException>(() => image.StartAsync(Container(), _fixture.Launcher, CancellationToken.None)))
            .Message.ShouldContain("apt-get install npm");
        (await Should.ThrowAsync<DistributedApplicationException>(() => image.StartAsync(Container() with { Tag = "3.0" }, _fixture.Launcher, CancellationToken.None)))
            .Message.ShouldContain("kibertoad/fauxqs:3.0");
    }

    private static string ContentOf(string id) => new string('x', 40_000) + id;

    private NativeContainer Container() => _fixture.Container("kibertoad/fauxqs", "2.4.1", "/data", 4566);

    private NativeContainer Persistent() => Container() with { Environment = new Dictionary<string, string> { ["FAUXQS_PERSISTENCE"] = "true" } };

    private async Task<ChildProcess> StartAsync(NativeContainer container)
    {
        var process = await new FauxqsImage().StartAsync(container, _fixture.Launcher, CancellationToken.None);
        await Eventually.IsTrueAsync(async cancellationToken => (await _http.GetAsync(new Uri(Address, "health"), cancellationToken)).IsSuccessStatusCode, because: "the endpoint answers");
        return process;
    }

    /// <summary>Repeats until the endpoint is gone: what it did not answer is in doubt.</summary>
    private static async Task UntilItDiesAsync(Func<int, Task> act)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                await act(number);
            }
        }
        catch (HttpRequestException)
        {
        }
    }

    // Also those that the client has closed and the endpoint has not taken notice of.
    private int Connections() => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(connection => connection.State is TcpState.Established or TcpState.CloseWait && connection.LocalEndPoint.Port == _fixture.Port);

    private Task<string> CreateQueueAsync(string name, JsonObject? attributes = null) => AskAsync("CreateQueue", new() { ["QueueName"] = name, ["Attributes"] = attributes });

    private async Task<int> CountAsync(string queue)
    {
        var answer = await AskAsync("GetQueueAttributes", new() { ["QueueUrl"] = queue, ["AttributeNames"] = new JsonArray("All") });
        var attributes = JsonNode.Parse(answer)!["Attributes"]!;
        return int.Parse((string)attributes["ApproximateNumberOfMessages"]!) + int.Parse((string)attributes["ApproximateNumberOfMessagesNotVisible"]!);
    }

    private async Task<List<string>> BodiesAsync(string queue)
    {
        List<string> bodies = [];
        while (true)
        {
            using var answer = JsonDocument.Parse(await AskAsync("ReceiveMessage", new() { ["QueueUrl"] = queue, ["MaxNumberOfMessages"] = 10, ["VisibilityTimeout"] = 600 }));
            if (!answer.RootElement.TryGetProperty("Messages", out var messages))
            {
                return bodies;
            }

            bodies.AddRange(messages.EnumerateArray().Select(static message => message.GetProperty("Body").GetString()!));
        }
    }

    private async Task PutAsync(string path, string content)
    {
        using var response = await _http.PutAsync(new Uri(Address, path), new StringContent(content));
        response.EnsureSuccessStatusCode();
    }

    private async Task<string> AskAsync(string operation, JsonObject body, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent(body.ToJsonString()) };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", $"AmazonSQS.{operation}");
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? text : throw new InvalidOperationException(text);
    }
}
