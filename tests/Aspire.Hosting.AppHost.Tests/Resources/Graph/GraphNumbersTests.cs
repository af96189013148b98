using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Tests.Otlp;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Tests.Resources.Graph;

/// <summary>The numbers on nodes that send no telemetry themselves: those of their callers.</summary>
public sealed class GraphNumbersTests
{
    private const int Tcp = 15_432;

    [Fact]
    public async Task A_server_its_database_and_a_queue_show_how_their_callers_fare()
    {
        await using var dashboard = new Dashboard(static builder =>
        {
            foreach (var name in new[] { "server", "orders", "jobs", "unused" })
            {
                ShopSample.Server(builder, name);
            }
        });
        await dashboard.InitializeAsync();
        await PublishAsync(dashboard, "server", static s => s with { Urls = [new UrlSnapshot("tcp", $"tcp://localhost:{Tcp}", IsInternal: false)] });
        await PublishAsync(dashboard, "orders", static s => s with { Properties = [new ResourcePropertySnapshot("resource.connectionString", $"Host=localhost;Port={Tcp};Database=store")] });
        await PublishAsync(dashboard, "jobs", static s => s);
        await PublishAsync(dashboard, "unused", static s => s);

        using var sent = await dashboard.Clients.Otlp.PostAsync(new Uri("/v1/traces", UriKind.Relative), Body(Proto.Message(static request => request.Batch("shop", "one", static spans =>
        {
            for (var i = 0; i < 20; i++)
            {
                Call(spans, i, kind: 3, fails: i == 0, static span => span.Attribute(9, "db.system.name", "postgresql").Attribute(9, "db.namespace", "store")
                    .Attribute(9, "server.address", "127.0.0.1").Attribute(9, "server.port", static any => any.Number(3, Tcp)));
                Call(spans, 100 + i, kind: 4, fails: false, static span => span.Attribute(9, "messaging.system", "aws_sqs").Attribute(9, "messaging.destination.name", "jobs"));
            }
        }))));
        sent.EnsureSuccessStatusCode();

        using var client = await dashboard.Clients.SignInAsync();
        var values = JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync(new Uri("/resources/graph", UriKind.Relative)))
            .EnumerateArray().ToDictionary(static value => value.GetProperty("name").GetString()!);
        foreach (var name in new[] { "server", "orders", "jobs" })
        {
            values[name].GetProperty("rate").GetString().ShouldNotBeNull().ShouldEndWith("/s", customMessage: name);
            values[name].GetProperty("rate").GetString().ShouldNotBe("0/s", name);
            values[name].GetProperty("p95").GetString().ShouldNotBeNullOrEmpty(name);
        }

        values["server"].GetProperty("errors").GetString().ShouldBe("5%");
        values["jobs"].GetProperty("errors").GetString().ShouldBe("0%");
        values["unused"].GetProperty("state").GetString().ShouldBe("Running");
        values["unused"].GetProperty("rate").GetString().ShouldBe("");
    }

    private static void Call(Proto spans, int number, int kind, bool fails, Action<Proto> attributes) => spans.Nested(2, span =>
    {
        span.Bytes(1, Requests.TraceId(1)).Bytes(2, Requests.SpanId((ulong)number + 1)).Text(5, "call").Number(6, kind)
            .Fixed64(7, Requests.NewYear).Fixed64(8, Requests.NewYear + 2_500_000);
        attributes(span);
        if (fails)
        {
            span.Nested(15, static status => status.Number(3, 2));
        }
    });

    private static ByteArrayContent Body(byte[] message) => new(message) { Headers = { ContentType = new("application/x-protobuf") } };

    private static Task PublishAsync(Dashboard dashboard, string name, Func<CustomResourceSnapshot, CustomResourceSnapshot> more) =>
        dashboard.Services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(
            dashboard.Get<DistributedApplicationModel>().Resources.Single(r => r.Name == name), s => more(s with { State = KnownResourceStates.Running }));
}
