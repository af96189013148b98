using MyArch.Media.Markdown;

namespace MyArch.Media.Tests.Markdown;

public sealed class LinkPolicyTests
{
    [Theory]
    [InlineData("http://example.com/")]
    [InlineData("https://example.com/a?b=c:d#e")]
    [InlineData("HTTPS://EXAMPLE.COM")]
    [InlineData("mailto:ada@example.com")]
    [InlineData("/posts/another")]
    [InlineData("another")]
    [InlineData("../up")]
    [InlineData("?page=a:b")]
    [InlineData("#part:1")]
    [InlineData("/path:with:colons")]
    [InlineData("")]
    public void A_link_may_lead_to_the_web_to_a_mailbox_or_to_this_site(string address) => LinkPolicy.Allows(address).ShouldBeTrue();

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("\u00a0javascript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("\u0001javascript:alert(1)")]
    [InlineData("javascript\u0000:alert(1)")]
    [InlineData("vbscript:msgbox(1)")]
    [InlineData("data:text/html;base64,PHNjcmlwdD4=")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/")]
    [InlineData("blob:https://example.com/1")]
    [InlineData("view-source:https://example.com")]
    [InlineData(":no-scheme")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("\\\\elsewhere.example")]
    [InlineData("http :x")]
    [InlineData(null)]
    public void Anything_else_is_refused(string? address) => LinkPolicy.Allows(address).ShouldBeFalse();

    [Theory]
    [InlineData("/api/media/abc-DEF_123", "abc-DEF_123")]
    [InlineData("/api/media/", null)]
    [InlineData("/api/media/a/thumbnail", null)]
    [InlineData("/api/media/a?x=1", null)]
    [InlineData("/api/media/a#x", null)]
    [InlineData("/api/media/a\n", null)]
    [InlineData("/api/media/../posts", null)]
    [InlineData("/api/media/%2e%2e", null)]
    [InlineData("//api/media/a", null)]
    [InlineData("https://example.com/api/media/a", null)]
    [InlineData("api/media/a", null)]
    [InlineData("data:image/png;base64,AAAA", null)]
    [InlineData(null, null)]
    public void Only_a_picture_that_was_uploaded_here_is_shown(string? address, string? id) => LinkPolicy.PictureOf(address).ShouldBe(id);
}
