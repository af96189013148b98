using System.Net;

namespace MyArch.Media.Tests;

/// <summary>The connection to the database is lost at the commit: nobody knows whether it was done, so nobody may believe the cache.</summary>
[Collection(MediaTierCollection.Name)]
public sealed class CommitInDoubtTests(Press press) : IClassFixture<Press>, IAsyncLifetime
{
    // Whoever changes a row loses the connection at the commit, and with it the change.
    private const string Break = """
        CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER break AFTER INSERT OR UPDATE OR DELETE ON media DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION break();
        CREATE CONSTRAINT TRIGGER break AFTER INSERT OR UPDATE OR DELETE ON posts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION break();
        """;

    private string _id = "";
    private string _picture = "";
    private string _post = "";
    private string _tag = "";

    public async Task InitializeAsync()
    {
        _id = await press.AddPictureAsync();
        _picture = $"/api/media/{_id}";
        var posted = await press.Admin.SendJsonAsync(HttpMethod.Post, "/api/posts", Press.PostBody("In doubt"));
        await posted.ShouldBeJsonAsync(HttpStatusCode.Created);
        (_post, _tag) = (posted.Headers.Location!.ToString(), posted.Header("ETag")!);
        await press.Tier.ExecuteAsync(press.Tenant.Database, Break);
    }

    public Task DisposeAsync() => press.Tier.ExecuteAsync(press.Tenant.Database, "DROP FUNCTION break() CASCADE");

    [Fact]
    public async Task A_picture_that_is_removed_is_not_in_the_cache_any_more()
    {
        await CacheAsync(_picture);

        await (await press.Admin.DeleteAsync(_picture)).ShouldBeProblemAsync(HttpStatusCode.InternalServerError);

        await ShouldMissAsync(_picture);
    }

    [Fact]
    public async Task A_picture_whose_thumbnail_became_ready_is_not_in_the_cache_any_more()
    {
        await CacheAsync(_picture);

        await (await press.Caller.SendJsonAsync(HttpMethod.Put, $"/internal/media/{_id}/renditions", Press.Ready(_id, [1]))).ShouldBeProblemAsync(HttpStatusCode.InternalServerError);

        await ShouldMissAsync(_picture);
    }

    [Fact]
    public async Task A_picture_that_was_added_is_not_in_the_cache_as_one_that_does_not_exist()
    {
        var file = press.NewPicture();
        var path = $"/api/media/{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file))}";
        await CacheAsync(path);

        await (await press.Admin.UploadAsync(file)).ShouldBeProblemAsync(HttpStatusCode.InternalServerError);

        await ShouldMissAsync(path);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_post_that_is_changed_is_not_in_the_cache_any_more(string method)
    {
        await CacheAsync(_post);

        var change = await press.Admin.SendJsonAsync(new HttpMethod(method), _post, Press.PostBody("Changed"), ("If-Match", _tag));

        await change.ShouldBeProblemAsync(HttpStatusCode.InternalServerError);
        await ShouldMissAsync(_post);
    }

    [Fact]
    public async Task A_post_that_was_added_is_not_in_the_cache_as_one_that_does_not_exist()
    {
        const string Path = "/api/posts/never-seen";
        await CacheAsync(Path);

        await (await press.Admin.SendJsonAsync(HttpMethod.Post, "/api/posts", Press.PostBody("Never seen"))).ShouldBeProblemAsync(HttpStatusCode.InternalServerError);

        await ShouldMissAsync(Path);
    }

    private Task<string?> CacheAsync(string path) =>
        Eventually.BecomesAsync(async token => (await press.Visitor.GetAsync(path, token)).Header("X-Cache"), static outcome => outcome == "hit", because: "it is cached");

    // Twice: what is read meanwhile is not stored either.
    private async Task ShouldMissAsync(string path)
    {
        for (var read = 0; read < 2; read++)
        {
            (await press.Visitor.GetAsync(path)).Header("X-Cache").ShouldBe("miss", path);
        }
    }
}
