using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MyArch.Time.Tests;

public sealed partial class TimeSiteTests : IDisposable
{
    private readonly TimeServer _instance = new();
    private readonly HttpClient _client;

    public TimeSiteTests() => _client = _instance.CreateOriginClient();

    public void Dispose()
    {
        _client.Dispose();
        _instance.Dispose();
    }

    [Fact]
    public async Task The_page_and_all_that_it_names_is_served_with_headers_that_keep_it_safe()
    {
        var page = await _client.GetStringAsync("/");
        var named = Reference.Matches(page).Select(static match => match.Groups[1].Value).Where(static name => !name.StartsWith("api/", StringComparison.Ordinal));
        var modules = Directory.GetFiles(Path.Combine(_instance.Services.GetRequiredService<IHostEnvironment>().ContentRootPath, "wwwroot"), "*.js").Select(Path.GetFileName);

        foreach (var path in named.Concat(modules).Append("").Distinct())
        {
            var response = await _client.GetAsync($"/{path}");

            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'self';");
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            response.Headers.CacheControl!.ToString().ShouldBe("no-cache");
            response.Headers.GetValues("X-Instance").ShouldBe(["time-a1"]);
        }
    }

    [Fact]
    public async Task A_file_that_the_browser_has_is_not_sent_again_even_by_another_instance()
    {
        using var other = new TimeServer("time-b1");
        using var otherClient = other.CreateOriginClient();
        var tag = (await _client.GetAsync("/site.css")).Headers.ETag.ShouldNotBeNull();

        var again = new HttpRequestMessage(HttpMethod.Get, "/site.css");
        again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(tag.Tag, tag.IsWeak));
        var response = await otherClient.SendAsync(again);

        response.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        response.Headers.GetValues("X-Instance").ShouldBe(["time-b1"]);
    }

    [Fact]
    public async Task The_page_has_no_inline_code_or_style()
    {
        var page = await _client.GetStringAsync("/");

        InlineCode.Matches(page).Select(static match => match.Value).ShouldBeEmpty();
    }

    [GeneratedRegex("""(?:href|src)="([^"#]+)["#]""")]
    private static partial Regex Reference { get; }

    [GeneratedRegex("""<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)""")]
    private static partial Regex InlineCode { get; }
}
