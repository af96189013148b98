using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace MyArch.Time.Tests;

public sealed class TimeApiTests : IDisposable
{
    private static readonly DateTimeOffset Winter = new(2026, 1, 15, 23, 30, 15, 123, TimeSpan.Zero);

    private readonly TimeServer _instance = new("time-b2", new ManualTime(Winter));
    private readonly HttpClient _client;

    public TimeApiTests() => _client = _instance.CreateOriginClient();

    public void Dispose()
    {
        _client.Dispose();
        _instance.Dispose();
    }

    [Fact]
    public async Task Without_a_zone_the_time_is_that_of_utc_signed_by_the_instance()
    {
        var response = await _client.GetAsync("/api/time");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"utc":"2026-01-15T23:30:15.123Z","local":"2026-01-15T23:30:15.123+00:00","timeZone":"UTC","offset":"+00:00","instance":{"id":"time-b2","zone":"b","type":"t3.micro","version":"v1"}}""");
    }

    [Theory]
    [InlineData("UTC", "UTC", "2026-01-15T23:30:15.123+00:00", "+00:00")]
    [InlineData("utc", "UTC", "2026-01-15T23:30:15.123+00:00", "+00:00")]
    [InlineData("Asia/Kathmandu", "Asia/Kathmandu", "2026-01-16T05:15:15.123+05:45", "+05:45")]
    [InlineData("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires", "2026-01-15T20:30:15.123-03:00", "-03:00")]
    [InlineData("europe/BERLIN", "Europe/Berlin", "2026-01-16T00:30:15.123+01:00", "+01:00")]
    [InlineData("Europe%2FBerlin", "Europe/Berlin", "2026-01-16T00:30:15.123+01:00", "+01:00")]
    [InlineData("Europe%2fBerlin", "Europe/Berlin", "2026-01-16T00:30:15.123+01:00", "+01:00")]
    [InlineData("%45urope/Berlin", "Europe/Berlin", "2026-01-16T00:30:15.123+01:00", "+01:00")]
    [InlineData("US/Eastern", "US/Eastern", "2026-01-15T18:30:15.123-05:00", "-05:00")]
    [InlineData("Asia/Calcutta", "Asia/Calcutta", "2026-01-16T05:00:15.123+05:30", "+05:30")]
    [InlineData("Etc/GMT+5", "Etc/GMT+5", "2026-01-15T18:30:15.123-05:00", "-05:00")]
    [InlineData("GMT", "GMT", "2026-01-15T23:30:15.123+00:00", "+00:00")]
    [InlineData("Australia/Lord_Howe", "Australia/Lord_Howe", "2026-01-16T10:30:15.123+11:00", "+11:00")]
    [InlineData("Pacific/Kiritimati", "Pacific/Kiritimati", "2026-01-16T13:30:15.123+14:00", "+14:00")]
    public async Task Any_iana_name_gives_the_local_time_under_the_name_as_the_database_spells_it(string name, string timeZone, string local, string offset)
    {
        var answer = await _client.GetFromJsonAsync<JsonElement>($"/api/time/{name}");

        answer.GetProperty("timeZone").GetString().ShouldBe(timeZone);
        answer.GetProperty("local").GetString().ShouldBe(local);
        answer.GetProperty("offset").GetString().ShouldBe(offset);
        answer.GetProperty("utc").GetString().ShouldBe("2026-01-15T23:30:15.123Z");
    }

    [Theory]
    [InlineData("/api/time/Mars/Phobos")]
    [InlineData("/api/time/Eastern%20Standard%20Time")]
    [InlineData("/api/time/Europe")]
    [InlineData("/api/time/Europe/")]
    [InlineData("/api/time/Europe/Berlin/")]
    [InlineData("/api/time//UTC")]
    [InlineData("/api/time/posix/Europe/Berlin")]
    [InlineData("/api/time/right/UTC")]
    [InlineData("/api/time/localtime")]
    [InlineData("/api/time/zone.tab")]
    [InlineData("/api/time/tzdata.zi")]
    [InlineData("/api/time/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/time/%2e%2e%2fzoneinfo%2fUTC")]
    [InlineData("/api/time/%252e%252e%252fetc%252fpasswd")]
    [InlineData("/api/time/%2Fusr%2Fshare%2Fzoneinfo%2FUTC")]
    [InlineData("/api/time/..%5C..%5Cetc%5Cpasswd")]
    [InlineData("/api/time/UTC%0d%0aX-Injected:%20yes")]
    [InlineData("/api/time/UTC%09")]
    [InlineData("/api/time/%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/api/time/%F0%9F%95%90")]
    [InlineData("/api/time/EST5EDT4,M3.2.0,M11.1.0")]
    [InlineData("/api/time/stream/UTC")]
    [InlineData("/api/time/stream?timeZone=Mars/Phobos")]
    [InlineData("/api/time/stream?timeZone=")]
    [InlineData("/api/time/stream?timeZone=../../etc/passwd")]
    [InlineData("/api/time/stream?timeZone=UTC&timeZone=GMT")]
    public async Task A_name_that_is_no_zone_is_a_404_problem(string path)
    {
        var response = await _client.GetAsync(new Uri(_instance.Address + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        await ShouldBeProblemAsync(response, HttpStatusCode.NotFound);
        response.Headers.Contains("X-Injected").ShouldBeFalse();
    }

    [Fact]
    public async Task A_name_longer_than_any_zone_is_refused_and_not_repeated()
    {
        var name = new string('a', 7000);

        var response = await _client.GetAsync($"/api/time/{name}");

        (await ShouldBeProblemAsync(response, HttpStatusCode.NotFound)).GetProperty("detail").GetString()!.Length.ShouldBeLessThan(200);
    }

    [Theory]
    [InlineData("/api/time/../../etc/passwd")]
    [InlineData("/api/time/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/../Program.cs")]
    [InlineData("/..%2fProgram.cs")]
    [InlineData("/Program.cs")]
    [InlineData("/nothing-here")]
    public async Task A_path_that_leads_out_finds_nothing(string path)
    {
        // A plain socket: an HTTP client would tidy the path up before it sends it.
        var answer = await RawAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Origin-Verify: {TimeServer.Secret}\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 404");
        answer.ShouldContain("application/problem+json");
    }

    [Fact]
    public async Task A_null_character_in_a_name_is_a_bad_request()
    {
        var answer = await RawAsync($"GET /api/time/UTC%00 HTTP/1.1\r\nHost: localhost\r\nX-Origin-Verify: {TimeServer.Secret}\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 400");
    }

    [Theory]
    [InlineData("/api/time")]
    [InlineData("/api/time/")]
    [InlineData("/api/time/Asia/Tokyo")]
    [InlineData("/api/time/Mars/Phobos")]
    public async Task An_answer_is_never_stored_and_says_who_gave_it(string path)
    {
        var response = await _client.GetAsync(path);

        response.Headers.CacheControl!.ToString().ShouldBe("no-store");
        response.Headers.GetValues("X-Instance").ShouldBe(["time-b2"]);
        response.Headers.GetValues("X-Zone").ShouldBe(["b"]);
    }

    [Theory]
    [InlineData("/api/time")]
    [InlineData("/api/time/Asia/Tokyo")]
    public async Task A_head_request_shows_who_answers_without_a_body(string path)
    {
        var response = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("X-Instance").ShouldBe(["time-b2"]);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("POST", "/api/time")]
    [InlineData("DELETE", "/api/time/UTC")]
    [InlineData("POST", "/api/time/stream")]
    public async Task A_method_that_would_change_something_is_not_allowed(string method, string path)
    {
        var response = await _client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        await ShouldBeProblemAsync(response, HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldContain("GET");
    }

    [Theory]
    [InlineData("/api/time")]
    [InlineData("/api/time/stream")]
    [InlineData("/")]
    [InlineData("/site.css")]
    public async Task Without_the_origin_secret_nothing_is_answered(string path)
    {
        using var stranger = new HttpClient { BaseAddress = new Uri(_instance.Address) };

        await ShouldBeProblemAsync(await stranger.GetAsync(path), HttpStatusCode.Forbidden);
    }

    private static async Task<JsonElement> ShouldBeProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrWhiteSpace();
        return problem;
    }

    private async Task<string> RawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("localhost", new Uri(_instance.Address).Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }
}
