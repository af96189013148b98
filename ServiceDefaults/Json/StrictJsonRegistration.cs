using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults;

/// <summary>Registers how request bodies are read.</summary>
public static class StrictJsonRegistration
{
    /// <summary>
    /// Lets handlers take a <see cref="JsonBody{T}"/>. The types come from the contexts that the service has put into
    /// <c>JsonOptions.SerializerOptions.TypeInfoResolverChain</c>.
    /// </summary>
    public static TBuilder AddStrictJson<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.TryAddSingleton(static services => new JsonBodyReader(services.GetRequiredService<IOptions<JsonOptions>>()));
        return builder;
    }
}
