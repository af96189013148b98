using Microsoft.Extensions.Options;

namespace MyArch.DataDefaults;

/// <summary>What must fit between the cache and the database.</summary>
internal sealed class CacheOptionsValidator(IOptions<DatabaseOptions> database) : IValidateOptions<CacheOptions>
{
    // For the monitor's interval, and for a store that was given up and is done all the same: StackExchange.Redis waits 5 s for an answer.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>A loader may read a replica that lags as much as it may, take as long as it may, and then store.</summary>
    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        var least = database.Value.MaxLag + options.LoadTimeout + Margin;
        return options.TombstoneTimeToLive >= least
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Cache:TombstoneTimeToLive: must be at least {least} (Database:MaxLag, Cache:LoadTimeout and {Margin}), or a value read before a write could be stored after the write is forgotten");
    }
}
