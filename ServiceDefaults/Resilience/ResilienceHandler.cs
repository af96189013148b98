using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace MyArch.ServiceDefaults;

/// <summary>Sends a request through the pipeline of its host, or of its route if the client names one. Callers see <see cref="HttpRequestException"/>, as from any client.</summary>
internal sealed class ResilienceHandler(ResiliencePipelines pipelines) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } address)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(ResiliencePipelines.IsSafe, IsSafe(request.Method));
            return await pipelines.For(request, address).ExecuteAsync(
                static async (context, state) => await state.Send(state.Request, context.CancellationToken),
                context,
                (Request: request, Send: (Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>)base.SendAsync));
        }
        catch (BrokenCircuitException exception)
        {
            throw new HttpRequestException($"Not sent: too many calls to {ResiliencePipelines.NameOf(request, address)} have failed, and its circuit is open.", exception);
        }
        catch (TimeoutRejectedException exception)
        {
            throw new HttpRequestException($"No answer from {address.Authority} within {exception.Timeout}.", exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsSafe(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options || method == HttpMethod.Trace;
}
