using System.Net;
using Aspire.Hosting.Dashboard.Assets;
using Aspire.Hosting.Engine.Images;
using Aspire.Hosting.Engine.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Dashboard.Tests.Assets;

public sealed class AssetTests(Dashboard dashboard) : IClassFixture<Dashboard>
{
    [Fact]
    public async Task Everything_that_a_page_names_is_served_and_kept()
    {
        await dashboard.Get<NpmFiles>().Pulled;
        var page = await dashboard.Clients.Anonymous.GetPageAsync("/login");
        var files = page.QuerySelectorAll("link[href], script[src]").Select(static element => element.GetAttribute("href") ?? element.GetAttribute("src")!).ToList();

        files.ShouldContain("/assets/npm/htmx.min.js");
        foreach (var file in files)
        {
            using var answer = await dashboard.Clients.Anonymous.GetAsync(new Uri(file, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, file);
            answer.Headers.ETag.ShouldNotBeNull(file);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(Path.GetExtension(file.Split('?')[0]) switch { ".css" => "text/css", ".svg" => "image/svg+xml", _ => "text/javascript" });
            answer.Headers.CacheControl!.ToString().ShouldBe(file.Contains("?v=", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache");
        }
    }

    [Theory]
    [InlineData("/assets/nothing.js")]
    [InlineData("/assets/npm/package.json")]
    [InlineData("/assets/npm/..%2F..%2Fpackage.json")]
    [InlineData("/assets/..%2Fdashboard%2Fpackage.json")]
    public async Task Nothing_else_is_served(string path)
    {
        await dashboard.Get<NpmFiles>().Pulled;

        using var answer = await dashboard.Clients.Anonymous.GetAsync(new Uri(path, UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_package_that_has_lost_files_is_got_again()
    {
        using var folder = new TemporaryDirectory();
        await using var launcher = new ProcessLauncher();
        await using (var first = Npm(folder, launcher))
        {
            first.Pull();
            await first.Pulled;
            File.Delete(first.Find("uPlot.min.css").ShouldNotBeNull());
            first.Find("uPlot.min.css").ShouldBeNull();
        }

        await using var next = Npm(folder, launcher);
        next.Pull();
        await next.Pulled;

        next.Find("uPlot.min.css").ShouldNotBeNull();

        static NpmFiles Npm(TemporaryDirectory folder, ProcessLauncher launcher) =>
            new(new NpmPackage("dashboard", folder.Path, assembly: typeof(NpmFiles).Assembly), launcher, NullLogger<NpmFiles>.Instance);
    }

    [Fact]
    public async Task Without_npm_there_are_no_such_files_and_the_pages_name_none()
    {
        using var folder = new TemporaryDirectory();
        await using var launcher = new ProcessLauncher();
        await using var npm = new NpmFiles(new NpmPackage("dashboard", folder.Path, "/nowhere", typeof(NpmFiles).Assembly), launcher, NullLogger<NpmFiles>.Instance);

        npm.Pull();
        await npm.Pulled;

        npm.Find("htmx.min.js").ShouldBeNull();
        new AssetVersions(npm).HtmxUrl.ShouldBeNull();
    }
}
