using Microsoft.Extensions.Options;
using MyArch.Cart.Tests.Fixtures;

namespace MyArch.Cart.Tests;

public sealed class CartOptionsTests
{
    [Theory]
    [InlineData("Cart:SessionStore", "Disk", "Cart")]
    [InlineData("Cart:SessionStore", "7", "Cart:SessionStore")]
    [InlineData("Cart:CookieKey", null, "Cart:CookieKey")]
    [InlineData("Cart:CookieKey", "short", "Cart:CookieKey")]
    [InlineData("Cart:CookieKey", "AAAA", "Cart:CookieKey")]
    [InlineData("AWS_REGION", "", "AWS_REGION")]
    [InlineData("Jobs:QueueUrl", null, "Jobs:QueueUrl")]
    [InlineData("Jobs:QueueUrl", "jobs", "Jobs:QueueUrl")]
    [InlineData("Cart:DynamoDbTable", "a table", "Cart:DynamoDbTable")]
    [InlineData("Cart:ResendAfter", "00:00:00", "Cart:ResendAfter")]
    [InlineData("Cart:ResendAfter", "02:00:00", "Cart:ResendAfter")]
    [InlineData("Cart:DynamoDbTimeout", "00:01:00", "Cart:DynamoDbTimeout")]
    [InlineData("Cart:StatusTimeout", "0", "Cart:StatusTimeout")]
    [InlineData("ConnectionStrings:cart-sessions", null, "ConnectionStrings:cart-sessions")]
    [InlineData("services:gateway:internal:0", null, "services:gateway:internal:0")]
    [InlineData("Caller:Secret", "short", "Caller:Secret")]
    public void A_setting_that_could_not_work_keeps_the_instance_from_starting(string key, string? value, string named)
    {
        var settings = CartSettings.Of("cart-a1", "127.0.0.1:1,abortConnect=false", "http://127.0.0.1:1");
        settings["Cart:SessionStore"] = "Cookie";
        settings[key] = value;
        using var instance = new CartServer(settings);

        var failure = Should.Throw<OptionsValidationException>(() => instance.Http);

        failure.Message.ShouldContain(named);
        failure.Message.ShouldNotContain(CartSettings.CookieKey);
    }
}
