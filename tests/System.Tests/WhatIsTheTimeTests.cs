using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MyArch.SystemTests;

[Collection(ProdCollection.Name)]
public sealed class WhatIsTheTimeTests(ProdSystem system)
{
    [Fact]
    public async Task The_instances_of_three_zones_answer_in_turn()
    {
        await system.RestoreAsync();
        using var site = system.TimeSite();

        var answers = new List<JsonElement>();
        for (var i = 0; i < 30; i++)
        {
            answers.Add(await site.GetFromJsonAsync<JsonElement>("/api/time"));
        }

        var perInstance = answers.Select(static answer => answer.GetProperty("instance").GetProperty("id").GetString()!).CountBy(static id => id).ToDictionary();
        perInstance.Keys.Order().ShouldBe(["time-a1", "time-b1", "time-c1"]);
        perInstance.Values.ShouldAllBe(static count => count == 10, string.Join(", ", perInstance));
    }

    [Fact]
    public async Task The_time_in_Buenos_Aires_is_three_hours_behind_and_now()
    {
        using var site = system.TimeSite();

        var time = await site.GetFromJsonAsync<JsonElement>("/api/time/America/Argentina/Buenos_Aires");

        time.GetProperty("timeZone").GetString().ShouldBe("America/Argentina/Buenos_Aires");
        time.GetProperty("offset").GetString().ShouldBe("-03:00");
        var (utc, local) = (time.GetProperty("utc").GetDateTimeOffset(), time.GetProperty("local").GetDateTimeOffset());
        local.ShouldBe(utc);
        (TimeProvider.System.GetUtcNow() - utc).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task An_instance_that_is_killed_under_load_costs_no_request()
    {
        await system.RestoreAsync();
        using var site = system.TimeSite();
        using var stop = new CancellationTokenSource();
        var (answered, killed) = (0, 0);
        var perInstance = new Dictionary<string, int>(StringComparer.Ordinal);
        var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var response = await site.GetAsync("/api/time");
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                lock (perInstance)
                {
                    var instance = response.Headers.GetValues("X-Instance").Single();
                    perInstance[instance] = perInstance.GetValueOrDefault(instance) + 1;
                    answered++;
                }
            }
        })).ToList();

        foreach (var victim in new[] { "time-a1", "time-c1" })
        {
            var before = answered;
            await Eventually.IsTrueAsync(() => answered > before + 500, because: "500 requests were answered");
            using var process = InstanceProcesses.Find(victim, Environment.ProcessId);
            process.Kill();
            killed++;
        }

        var afterKills = answered;
        await Eventually.IsTrueAsync(() => answered > afterKills + 1000, because: "1000 more were answered");
        await stop.CancelAsync();
        await Task.WhenAll(clients);

        killed.ShouldBe(2);
        perInstance.Keys.Order().ShouldBe(["time-a1", "time-b1", "time-c1"]);
        perInstance["time-b1"].ShouldBeGreaterThan(1000);
        await system.RestoreAsync();
    }
}
