using MyArch.Gateway.Routing;

namespace MyArch.Gateway.Tests;

public sealed class RequestPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/api/time", "/api/time")]
    [InlineData("/api/time/", "/api/time/")]
    [InlineData("/api/time/America/Argentina/Buenos_Aires?x=1", "/api/time/America/Argentina/Buenos_Aires")]
    [InlineData("/api/time/Etc/GMT+1", "/api/time/Etc/GMT+1")]
    [InlineData("/%69nternal", "/internal")]
    [InlineData("/caf%C3%A9", "/café")]
    [InlineData("/a%20b", "/a b")]
    [InlineData("/.well-known/x", "/.well-known/x")]
    [InlineData("/a/...", "/a/...")]
    [InlineData("/app.css?v=a//b/../c%2f", "/app.css")]
    public void An_unambiguous_path_is_decoded_once(string target, string expected)
    {
        RequestPath.TryJudge(target, out var path, out var problem).ShouldBeTrue(problem);
        path.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("http://whatisthetime.localhost/api/time")]
    [InlineData("//internal")]
    [InlineData("/api//time")]
    [InlineData("/./internal")]
    [InlineData("/x/../internal")]
    [InlineData("/..")]
    [InlineData("/a/b/..")]
    [InlineData("/%2e%2e/internal")]
    [InlineData("/x/.%2E/internal")]
    [InlineData("/x%2finternal")]
    [InlineData("/x%2Finternal")]
    [InlineData("/%2finternal")]
    [InlineData("/x%5cinternal")]
    [InlineData("/x\\internal")]
    [InlineData("/%2569nternal")]
    [InlineData("/internal%00")]
    [InlineData("/internal%0a")]
    [InlineData("/internal;x=1")]
    [InlineData("/internal%3bx")]
    [InlineData("/internal%3Fx")]
    [InlineData("/internal%23x")]
    [InlineData("/%")]
    [InlineData("/%6")]
    [InlineData("/%zz")]
    [InlineData("/%u0069nternal")]
    [InlineData("/%c0%afinternal")]
    [InlineData("/%ff")]
    [InlineData("/a b")]
    [InlineData("/a#b")]
    [InlineData("/a?b#c")]
    [InlineData("/café")]
    public void A_path_that_servers_may_read_differently_is_refused(string target)
    {
        RequestPath.TryJudge(target, out _, out var problem).ShouldBeFalse();
        problem.ShouldNotBeNullOrEmpty();
    }
}
