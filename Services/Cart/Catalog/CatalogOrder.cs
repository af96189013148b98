using MyArch.Cart.Contracts;
using MyArch.Cart.Customers;

namespace MyArch.Cart.Catalog;

/// <summary>An order that the catalog has decided about, as far as it answers it.</summary>
/// <param name="Status"><c>confirmed</c> or <c>rejected</c>; neither ever changes.</param>
/// <param name="Reason">Why it was rejected.</param>
internal sealed record CatalogOrder(string OrderId, string Status, string? Reason = null, IReadOnlyList<OrderLine>? Lines = null, CustomerProfile? Customer = null);
