using System.Text;
using System.Text.Json;
using MyArch.Cart.Lines;
using MyArch.Cart.Sessions;

namespace MyArch.Cart.Tests.Sessions;

public sealed class SessionJsonTests
{
    // As carts are stored today. Do not change it: those carts will be there tomorrow.
    private const string Schema2 =
        """{"schema":2,"customerId":"0123456789abcdef0123456789abcdef","version":5,"lines":[{"productId":7,"quantity":2,"unitPriceCents":1999}],"orders":[{"id":"0199","totalCents":3998,"placedAt":"2026-11-23T12:00:00+00:00"}]}""";

    [Fact]
    public void A_session_is_stored_as_it_was_before()
    {
        var session = new Session("0123456789abcdef0123456789abcdef", 5, [new CartLine(7, 2, 1999)], [new SessionOrder("0199", 3998, new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero))]);

        Encoding.UTF8.GetString(SessionJson.Write(session)).ShouldBe(Schema2);
    }

    [Fact]
    public void What_was_stored_is_read_and_written_back()
    {
        var session = SessionJson.Read(Encoding.UTF8.GetBytes(Schema2));

        session.Lines.ShouldBe([new CartLine(7, 2, 1999)]);
        Encoding.UTF8.GetString(SessionJson.Write(session)).ShouldBe(Schema2);
    }

    [Fact]
    public void A_cart_of_schema_1_gets_a_customer()
    {
        var session = SessionJson.Read("""{"schema":1,"version":3,"lines":[{"productId":7,"quantity":2,"unitPriceCents":1999}]}"""u8);

        (session.Version, session.CustomerId.Length, session.Orders.Count).ShouldBe((3, 32, 0));
        Encoding.UTF8.GetString(SessionJson.Write(session)).ShouldStartWith("{\"schema\":2,");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"lines\":7}")]
    public void A_broken_document_is_an_error_and_no_empty_cart(string document) =>
        Should.Throw<JsonException>(() => SessionJson.Read(Encoding.UTF8.GetBytes(document)));
}
