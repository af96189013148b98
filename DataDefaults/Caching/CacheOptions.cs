using System.ComponentModel.DataAnnotations;

namespace MyArch.DataDefaults;

/// <summary>How a service caches, section <c>Cache</c>.</summary>
public sealed class CacheOptions
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Cache";

    /// <summary>What every key begins with, <c>cache:catalog:</c>: the only keys that the service's Redis user may touch. Required.</summary>
    [Required(ErrorMessage = "is missing: the Redis user of a service may touch its own keys only")]
    public string Prefix { get; set; } = "";

    /// <summary>What a write does to the cache. <see cref="CacheMode.Lazy"/> by default.</summary>
    [EnumDataType(typeof(CacheMode), ErrorMessage = "must be Lazy or WriteThrough")]
    public CacheMode Mode { get; set; }

    /// <summary>How long a value is kept: the longest that readers without a token see an old one when its invalidation was lost. 1 s to 7 days, 5 min by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00", ErrorMessage = "must be between 1 s and 7 days")]
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long it is kept that there is no value. 1 s to 1 h, 30 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "must be between 1 s and 1 h: whoever asks for what is not there fills the cache")]
    public TimeSpan NegativeTimeToLive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The share of its time by which an entry may end earlier, by chance, so that entries made together do not end together. 0 to 0.5, 0.1 by default.</summary>
    [Range(0, 0.5, ErrorMessage = "must be between 0 and 0.5")]
    public double Jitter { get; set; } = 0.1;

    /// <summary>
    /// How long a write is remembered, so that what was read before it is not stored after it. At least <see cref="DatabaseOptions.MaxLag"/>, <see cref="LoadTimeout"/> and 5 s together. 1 s to 1 h, 1 min by default.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "must be between 1 s and 1 h")]
    public TimeSpan TombstoneTimeToLive { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a load may take. 50 ms to 5 min, 10 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:05:00", ErrorMessage = "must be between 50 ms and 5 min: everybody who asks for the key meanwhile waits")]
    public TimeSpan LoadTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long Redis may take to answer. 10 ms to 10 s, 200 ms by default: the database would have answered.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:10", ErrorMessage = "must be between 10 ms and 10 s: a request waits for it before it goes to the database")]
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long nobody asks Redis after it failed; after that one request tries. 10 ms to 5 min, 1 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:05:00", ErrorMessage = "must be between 10 ms and 5 min")]
    public TimeSpan BypassTime { get; set; } = TimeSpan.FromSeconds(1);
}
