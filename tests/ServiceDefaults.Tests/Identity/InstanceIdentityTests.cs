using System.Net;

namespace MyArch.ServiceDefaults.Tests.Identity;

public sealed class InstanceIdentityTests
{
    [Theory]
    [InlineData("/ok", HttpStatusCode.OK)]
    [InlineData("/boom", HttpStatusCode.InternalServerError)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/cleared", HttpStatusCode.OK)]
    public async Task Every_response_says_which_instance_and_zone_answered(string path, HttpStatusCode status)
    {
        await using var service = await TestService.StartAsync(Map);
        using var response = await service.Client.GetAsync(path);
        response.StatusCode.ShouldBe(status);
        response.Headers.GetValues(InstanceHeaders.Instance).ShouldBe(["test-a1"]);
        response.Headers.GetValues(InstanceHeaders.Zone).ShouldBe(["a"]);
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task A_refused_request_is_told_who_refused_it()
    {
        await using var service = await TestService.StartAsync(Map);
        service.Client.DefaultRequestHeaders.Remove(OriginVerification.Header);
        using var response = await service.Client.GetAsync("/ok");
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        response.Headers.GetValues(InstanceHeaders.Instance).ShouldBe(["test-a1"]);
        response.Headers.GetValues(InstanceHeaders.Zone).ShouldBe(["a"]);
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/ok", static () => TypedResults.Text("ok"));
        app.MapGet("/boom", static string () => throw new InvalidOperationException("boom"));
        app.MapGet("/cleared", static (HttpResponse response) => response.Clear());
    }
}
