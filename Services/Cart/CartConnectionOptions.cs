using System.ComponentModel.DataAnnotations;

namespace MyArch.Cart;

/// <summary>The connection that the service cannot do without, checked at start: the client itself would notice at the first request.</summary>
internal sealed class CartConnectionOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "ConnectionStrings";

    /// <summary>Name of the connection string of the Redis server with the sessions and the orders that are being placed.</summary>
    public const string Name = "cart-sessions";

    /// <summary>The connection string itself. Required.</summary>
    [ConfigurationKeyName(Name)]
    [Required(ErrorMessage = "is missing: without Redis no order can be placed")]
    public string CartSessions { get; set; } = "";
}
