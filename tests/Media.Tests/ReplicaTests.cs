using System.Net;

namespace MyArch.Media.Tests;

/// <summary>What a client is told while the replica lags, or the primary is down.</summary>
[Collection(MediaTierCollection.Name)]
public sealed class ReplicaTests(MediaTier tier) : IAsyncLifetime
{
    // Longer than any test: the replica stands still, and must be used all the same.
    private static readonly (string, string)[] Patient = [("Database:MaxLag", "00:10:00"), ("Cache:TombstoneTimeToLive", "00:20:00"), ("Database:MonitorInterval", "00:00:00.1")];

    private Tenant _tenant = null!;
    private MediaServer _server = null!;
    private HttpClient _visitor = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        _tenant = await tier.CreateTenantAsync();
        _server = tier.CreateServer(_tenant, withReplica: true, settings: Patient);
        (_visitor, _admin) = (_server.CreateVisitor(), _server.CreateAdmin());
        // As soon as the replica has the database, reads are served by it.
        var limit = 0;
        await Eventually.BecomesAsync(
            async token => (await _visitor.GetAsync($"/api/media?limit={(++limit % 100) + 1}", token)).Header("X-Database"), static role => role == "replica", because: "reads come from the replica");
    }

    public async Task DisposeAsync()
    {
        _visitor.Dispose();
        _admin.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task While_the_replica_stands_still_new_pictures_and_posts_are_there_for_everybody_at_once()
    {
        await tier.PauseReplicaAsync();
        try
        {
            var file = TestPictures.Png(20, 20, 1);
            var upload = await _admin.UploadAsync(file);
            var download = await _visitor.GetAsync(upload.Headers.Location);
            (await download.Content.ReadAsByteArrayAsync()).ShouldBe(file);
            download.Header("X-Database").ShouldBe("primary");

            var post = await _admin.SendJsonAsync(HttpMethod.Post, "/api/posts", Press.PostBody("Just now"));
            (await _visitor.GetAsync(post.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.OK);

            // The lists of others are older; the author's are not.
            var token = post.Header("X-Consistency-Token").ShouldNotBeNull();
            var others = await _visitor.GetAsync("/api/posts?limit=7");
            others.Header("X-Database").ShouldBe("replica");
            (await others.ShouldBeJsonAsync()).GetProperty("items").GetArrayLength().ShouldBe(0);
            var mine = await _visitor.SendAsync(HttpMethod.Get, "/api/posts?limit=7", ("X-Consistency-Token", token));
            (await mine.ShouldBeJsonAsync()).GetProperty("items").GetArrayLength().ShouldBe(1);
        }
        finally
        {
            await tier.ResumeReplicaAsync();
        }
    }

    [Fact]
    public async Task While_the_primary_is_down_what_the_replica_has_is_served_and_nothing_is_written()
    {
        var file = TestPictures.Png(20, 20, 2);
        var upload = await _admin.UploadAsync(file);
        var post = await _admin.SendJsonAsync(HttpMethod.Post, "/api/posts", Press.PostBody("Before the fall"));
        var limit = 0;
        await Eventually.BecomesAsync(
            async token => await (await _visitor.GetAsync($"/api/posts?limit={(++limit % 100) + 1}", token)).Content.ReadAsStringAsync(token),
            static page => page.Contains("before-the-fall", StringComparison.Ordinal), because: "the replica has it");
        tier.Primary.Process.Kill();
        try
        {
            (await _visitor.GetByteArrayAsync(upload.Headers.Location)).ShouldBe(file);
            (await _visitor.GetAsync(post.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.OK);
            // Only the primary can say that something does not exist.
            await (await _visitor.GetAsync($"/api/media/{new string('b', 64)}")).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
            await (await _admin.SendJsonAsync(HttpMethod.Post, "/api/posts", Press.PostBody("Refused"))).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
            await (await _admin.DeleteAsync(upload.Headers.Location)).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            await tier.Primary.StartAsync();
        }

        await Eventually.BecomesAsync(
            async _ => (await _admin.SendJsonAsync(HttpMethod.Post, "/api/posts", Press.PostBody("After"))).StatusCode, static status => status == HttpStatusCode.Created, because: "the primary is back");
    }
}
