using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults;

/// <summary>Registers clients of the other services, which are called through the load balancer's internal listener.</summary>
public static class InternalCallRegistration
{
    /// <summary>
    /// Adds <typeparamref name="TClient"/> as a typed client: base address and bearer token are set, <see cref="ResilienceOptions"/> apply, and every
    /// failure is an <see cref="InternalCallException"/>. Any other status, 404 or 409, is an answer.
    /// </summary>
    public static IHttpClientBuilder AddInternalClient<TClient>(this IHostApplicationBuilder builder)
        where TClient : class
    {
        builder.AddValidatedOptions<InternalCallOptions>(InternalCallOptions.Section);
        builder.AddValidatedOptions<InternalCallerOptions>(InternalCallerOptions.Section);
        builder.AddResilientHttpClient();
        builder.Services.TryAddTransient<InternalCallHandler>();
        return builder.Services.AddHttpClient<TClient>(static (services, client) =>
            {
                client.BaseAddress = new Uri(services.GetRequiredService<IOptions<InternalCallOptions>>().Value.Address);
                client.DefaultRequestHeaders.Authorization =
                    new AuthenticationHeaderValue("Bearer", services.GetRequiredService<IOptions<InternalCallerOptions>>().Value.Secret);
                // The handler bounds the call.
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, services) => handlers.Insert(0, services.GetRequiredService<InternalCallHandler>()))
            // A redirect would carry the token to wherever an answer says.
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(1) });
    }
}
