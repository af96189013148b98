using MyArch.Cart.Contracts;
using MyArch.Catalog.Orders;

namespace MyArch.Catalog.Tests.Orders;

public sealed class OfferTests
{
    private static readonly OrderLine Three = new(ProductId: 5, Quantity: 3, UnitPriceCents: 1590);

    [Fact]
    public void A_line_at_the_price_and_within_the_stock_is_fulfilled() => Offer.Refuse(Three, new("Ember Cap", 1590, 3)).ShouldBeNull();

    [Theory]
    [InlineData(1605, 3, "The price of Ember Cap has changed from €15.90 to €16.05.")]
    [InlineData(1590, 2, "Of Ember Cap only 2 are left.")]
    [InlineData(1590, 1, "Of Ember Cap only 1 is left.")]
    [InlineData(1590, 0, "Ember Cap is sold out.")]
    public void A_line_that_cannot_be_fulfilled_is_refused_in_words(int price, int stock, string reason) =>
        Offer.Refuse(Three, new("Ember Cap", price, stock)).ShouldBe(reason);

    [Fact]
    public void What_is_not_sold_any_more_is_refused_by_its_number() => Offer.Refuse(Three, null).ShouldBe("Item 5 is not sold any more.");
}
