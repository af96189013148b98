using System.ComponentModel.DataAnnotations;
using MyArch.Cart.Sessions;

namespace MyArch.Cart;

/// <summary>What can be set, section <c>Cart</c>.</summary>
internal sealed class CartOptions : IValidatableObject
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Cart";

    /// <summary>Where sessions are kept.</summary>
    /// <value>The default is <see cref="SessionStoreKind.Redis"/>.</value>
    [EnumDataType(typeof(SessionStoreKind), ErrorMessage = "must be Redis, Memory, Cookie or DynamoDb")]
    public SessionStoreKind SessionStore { get; set; } = SessionStoreKind.Redis;

    /// <summary>The secret that session cookies are sealed with, 32 to 256 random characters; the same on all instances. Needed by <see cref="SessionStoreKind.Cookie"/> only.</summary>
    public string? CookieKey { get; set; }

    /// <summary>The table of <see cref="SessionStoreKind.DynamoDb"/>; made if it does not exist.</summary>
    /// <value>The default is <c>cart-sessions</c>.</value>
    [RegularExpression("^[a-zA-Z0-9_.-]{3,255}$", ErrorMessage = "must be 3 to 255 letters, digits and _ . -, or DynamoDB refuses it")]
    public string DynamoDbTable { get; set; } = "cart-sessions";

    /// <summary>How long <see cref="SessionStoreKind.DynamoDb"/> may take for an answer. That of Redis is <c>asyncTimeout</c> in its connection string.</summary>
    /// <value>0.1 s to 10 s. The default is 1 s: after that the visitor is told, who would else look at a page that does nothing.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10", ErrorMessage = "must be 0.1 to 10 seconds")]
    public TimeSpan DynamoDbTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long whoever looks at orders waits for what became of them; then he is told what is known without the catalog.</summary>
    /// <value>0.1 s to 10 s. The default is 1 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10", ErrorMessage = "must be 0.1 to 10 seconds")]
    public TimeSpan StatusTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After which time an order that was frozen and not handed over is sent again, by any instance.</summary>
    /// <value>1 s to 1 h. The default is 30 s: longer than any request takes, so that it is not sent while its own request still tries.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "must be 1 second to 1 hour")]
    public TimeSpan ResendAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SessionStore == SessionStoreKind.Cookie && CookieKey is not { Length: >= 32 and <= 256 })
        {
            yield return new ValidationResult("must be 32 to 256 random characters when SessionStore is Cookie, or nobody could trust a cookie", [nameof(CookieKey)]);
        }
    }
}
