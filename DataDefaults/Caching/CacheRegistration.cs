using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MyArch.ServiceDefaults;

namespace MyArch.DataDefaults;

/// <summary>Registers a service's cache.</summary>
public static class CacheRegistration
{
    /// <summary>Adds <see cref="CacheAside"/> in the Redis of that connection string, with <see cref="CacheOptions"/> from the section <c>Cache</c>. Needs <see cref="DatabaseRegistration.AddDatabase"/>.</summary>
    public static IHostApplicationBuilder AddCacheAside(this IHostApplicationBuilder builder, string connectionName)
    {
        builder.AddValidatedOptions<CacheOptions>(CacheOptions.Section);
        builder.AddRedisClient(connectionName);
        builder.Services.AddSingleton<IValidateOptions<CacheOptions>, CacheOptionsValidator>();
        builder.Services.AddSingleton<IValidateOptions<CacheOptions>>(new CacheConnectionValidator(builder.Configuration, connectionName));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<CacheConnection>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<CacheConnection>());
        builder.Services.AddSingleton<CacheBreaker>();
        builder.Services.AddSingleton<CacheStore>();
        builder.Services.AddSingleton<SharedLoads>();
        builder.Services.AddSingleton(static services => new CacheAside(
            services.GetRequiredService<Database>(),
            services.GetRequiredService<CacheStore>(),
            services.GetRequiredService<SharedLoads>(),
            services.GetRequiredService<DataMetrics>(),
            services.GetRequiredService<IOptions<CacheOptions>>()));
        return builder;
    }
}
