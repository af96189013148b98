using Microsoft.Extensions.Options;

namespace MyArch.Gateway;

/// <summary>Refuses a start in which the internal listener could not be told from the public ones, or could be reached from elsewhere.</summary>
internal sealed class ListenerUrls(string? urls) : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        if (options.InternalPort is not { } port)
        {
            return ValidateOptionsResult.Skip;
        }

        BindingAddress[] addresses = [.. (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(BindingAddress.Parse)];
        BindingAddress[] inside = [.. addresses.Where(address => address.Port == port)];
        if (inside is not [var listener])
        {
            return ValidateOptionsResult.Fail(
                $"Gateway:InternalPort: {port} must be the port of exactly one of the server's URLs (ASPNETCORE_URLS is '{urls}'), or the internal listener could not be told from the public ones");
        }

        if (listener.Scheme != Uri.UriSchemeHttp || listener.Host is not ("localhost" or "127.0.0.1" or "[::1]"))
        {
            return ValidateOptionsResult.Fail($"Gateway:InternalPort: '{listener}' must be plain http on localhost, or others could reach the internal listener");
        }

        return addresses.Length == 1
            ? ValidateOptionsResult.Fail($"Gateway:InternalPort: '{urls}' names the internal listener only, so the gateway would serve nobody")
            : ValidateOptionsResult.Success;
    }
}
