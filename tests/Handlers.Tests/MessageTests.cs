using System.Net;
using System.Text.Json;
using MyArch.Cart.Contracts;
using MyArch.Media.Contracts;
using MyArch.Worker.Handlers.Jobs;
using MyArch.Worker.Handlers.Tests.Fixtures;

namespace MyArch.Worker.Handlers.Tests;

public sealed class MessageTests : HandlersTest
{
    private const string Duration = "myarch.handlers.job.duration";

    // As they were sent one day: messages that lie on a queue are older than the program that reads them.
    private const string Order =
        """{"orderId":"0f","customer":{"id":"c1","name":"Ada","email":"ada@example.org","address":"Street 1"},"lines":[{"productId":7,"quantity":2,"unitPriceCents":990}],"placedAt":"2026-01-02T03:04:05.678+00:00"}""";

    private const string Picture =
        """{"mediaId":"3f2a","key":"original/3f2a","contentType":"image/png","bytes":123,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}""";

    [Fact]
    public void The_contracts_are_the_JSON_that_is_on_the_queue()
    {
        JsonSerializer.Serialize(JsonSerializer.Deserialize(Order, JobJson.Default.OrderPlaced)!, JobJson.Default.OrderPlaced).ShouldBe(Order);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(Picture, JobJson.Default.MediaUploaded)!, JobJson.Default.MediaUploaded).ShouldBe(Picture);
        JsonSerializer.Deserialize(Order, JobJson.Default.OrderPlaced)!.ShouldSatisfyAllConditions(
            static order => order.Customer.ShouldBe(new OrderCustomer("c1", "Ada", "ada@example.org", "Street 1")),
            static order => order.Lines.ShouldBe([new OrderLine(7, 2, 990)]));
        JsonSerializer.Deserialize(Picture, JobJson.Default.MediaUploaded).ShouldBe(
            new MediaUploaded("3f2a", "original/3f2a", "image/png", 123, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    [Fact]
    public async Task An_order_is_put_to_the_catalog_byte_for_byte()
    {
        using var measured = App.Measure();
        using var response = await App.PostAsync("OrderPlaced", Order);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        measured.Of(Duration).ShouldHaveSingleItem().Attributes.ShouldBe(["myarch.job.type=OrderPlaced", "myarch.outcome=done"]);
        Gateway.Calls.ShouldHaveSingleItem().ShouldBe(("PUT", "/internal/orders/0f", Order, "application/json"));
    }

    [Fact]
    public async Task A_newer_sender_may_say_more_and_the_owner_decides_about_it()
    {
        var newer = Order.Replace("{\"orderId\"", "{\"gift\":true,\"orderId\"", StringComparison.Ordinal);
        using var response = await App.PostAsync("OrderPlaced", newer);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Gateway.Calls.ShouldHaveSingleItem().Body.ShouldBe(newer);
    }

    // Contracts have no version: what is added to one must be optional, or messages of before, which still lie on the queue, become dead letters, for somebody to look at them.
    [Theory]
    [InlineData("OrderPlaced", """{"orderId":"0f","customer":{"id":"c1","name":"Ada","email":"ada@example.org","address":"Street 1"},"lines":[{"productId":7,"quantity":2,"unitPriceCents":990}]}""")]
    [InlineData("OrderPlaced", """{"orderId":"0f","customer":{"id":"c1","name":"Ada","email":"ada@example.org"},"lines":[{"productId":7,"quantity":2,"unitPriceCents":990}],"placedAt":"2026-01-02T03:04:05Z"}""")]
    [InlineData("OrderPlaced", """{"orderId":"0f","customer":{"id":"c1","name":"Ada","email":"ada@example.org","address":"Street 1"},"lines":[{"productId":7,"quantity":2,"price":9.90}],"placedAt":"2026-01-02T03:04:05Z"}""")]
    [InlineData("MediaUploaded", """{"mediaId":"3f2a","key":"original/3f2a","contentType":"image/png","bytes":123}""")]
    public async Task A_message_of_an_older_shape_is_refused_in_words_and_nothing_of_it_is_done(string type, string older)
    {
        using var response = await App.PostAsync(type, older);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync()).ShouldContain($"The message is not a {type}");
        Gateway.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Conflict, HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.InternalServerError, HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.Found, HttpStatusCode.ServiceUnavailable)]
    public async Task What_the_owner_refuses_is_refused_and_what_he_cannot_do_now_comes_later(HttpStatusCode owner, HttpStatusCode expected)
    {
        Gateway.Status = owner;
        using var measured = App.Measure();
        using var response = await App.PostAsync("OrderPlaced", Order);

        response.StatusCode.ShouldBe(expected);
        measured.Of(Duration).ShouldHaveSingleItem().Attributes.ShouldContain($"myarch.outcome={(expected == HttpStatusCode.ServiceUnavailable ? "later" : "refused")}");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task An_owner_that_is_not_there_is_asked_later()
    {
        await Gateway.DisposeAsync();
        using var response = await App.PostAsync("OrderPlaced", Order);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData(null, "{}")]
    [InlineData("Nonsense", "{}")]
    [InlineData("orderplaced", "{}")]
    [InlineData("OrderPlaced", "")]
    [InlineData("OrderPlaced", "not JSON")]
    [InlineData("OrderPlaced", "null")]
    [InlineData("OrderPlaced", "[]")]
    [InlineData("OrderPlaced", """{"orderId":"0f"}""")]
    [InlineData("OrderPlaced", """{"orderId":"0f","customer":null,"lines":[],"placedAt":"2026-01-02T03:04:05Z"}""")]
    [InlineData("OrderPlaced", """{"orderId":"../media/sweep","customer":{"id":"c","name":"n","email":"e","address":"a"},"lines":[],"placedAt":"2026-01-02T03:04:05Z"}""")]
    [InlineData("OrderPlaced", """{"orderId":"0f","customer":{"id":"c","name":"n","email":"e","address":"a"},"lines":[{"productId":"7","quantity":1,"unitPriceCents":1}],"placedAt":"2026-01-02T03:04:05Z"}""")]
    [InlineData("MediaUploaded", """{"mediaId":"3f2a","key":"original/3f2a"}""")]
    [InlineData("MediaUploaded", """{"mediaId":"3f2a","key":"../../etc/passwd","contentType":"image/png","bytes":1,"sha256":"00"}""")]
    [InlineData("MediaUploaded", """{"mediaId":"a/b","key":"original/3f2a","contentType":"image/png","bytes":1,"sha256":"00"}""")]
    [InlineData("MediaUploaded", """{"mediaId":"3f2a","key":"original/3f2a","contentType":"image/png","bytes":100000000,"sha256":"00"}""")]
    public async Task A_message_that_nobody_can_use_is_refused(string? type, string body)
    {
        using var measured = App.Measure();
        using var response = await App.PostAsync(type, body);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        measured.Of(Duration).ShouldHaveSingleItem().Attributes.ShouldBe(
            [$"myarch.job.type={(type is "OrderPlaced" or "MediaUploaded" ? type : "other")}", "myarch.outcome=unusable"]);
        Gateway.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_its_daemon_is_answered()
    {
        using var stranger = new HttpClient { BaseAddress = App.Http.BaseAddress };
        foreach (var path in (string[])["/", "/tasks/sweep-media", "/tasks/report-queue"])
        {
            using var response = await stranger.PostAsync(path, content: null);
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task A_message_that_is_longer_than_any_is_refused()
    {
        using var response = await App.PostAsync("OrderPlaced", new string(' ', 1_100_000));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }
}
