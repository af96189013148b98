using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using OpenTelemetry;

namespace MyArch.Cart.Checkout;

/// <summary>
/// Sends orders again that were frozen and not handed over, because their instance died or the queue did not answer. Every instance does it, and takes
/// what no other one has taken; should two send the same order, it is decided once and the session lists it once.
/// </summary>
internal sealed partial class OrderResender(
    OrderRecords records, OrderPlacement placement, IOptions<CartOptions> options, TimeProvider time, CartMetrics metrics, ILogger<OrderResender> logger)
    : BackgroundService
{
    // A queue that comes back after an hour is not asked for all of that hour at once.
    private const int MaxPerRound = 20;
    private const int MaxAtOnce = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // A third of the time after which they are due, give or take a fifth, so that the instances do not all ask at the same moment.
            var pause = options.Value.ResendAfter / 3 * (RandomNumberGenerator.GetInt32(800, 1200) / 1000.0);
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
            {
                await RoundAsync(stoppingToken);
            }
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            var due = await TakeDueAsync();
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancellationToken }, ResendAsync);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was taken and not sent is due again soon.
        }
        catch (Exception exception)
        {
            // Whatever it is: without this service nobody would send pending orders again, and the host would stop the instance, and soon all of them.
            LogRoundFailed(exception.Message, Unavailability.Of(exception) is null ? exception : null);
        }
    }

    private async Task<IReadOnlyList<string>> TakeDueAsync()
    {
        // A look that belongs to no order, and mostly finds none.
        using var untraced = SuppressInstrumentationScope.Begin();
        return await records.TakeDueAsync(options.Value.ResendAfter, MaxPerRound);
    }

    private async ValueTask ResendAsync(string orderId, CancellationToken cancellationToken)
    {
        using var span = CartMetrics.Source.StartActivity("resend order");
        span?.SetTag("myarch.cart.order.id", orderId);
        try
        {
            if (await records.ReadAsync(orderId) is not { } order)
            {
                await records.MarkPlacedAsync(orderId);
                metrics.OrderResent("expired");
                LogExpired(orderId);
                return;
            }

            await placement.CompleteAsync(order, cancellationToken);
            metrics.OrderResent("placed");
            LogResent(orderId);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, it is about this order: the others go on, and this one is tried again.
            span?.SetStatus(ActivityStatusCode.Error);
            span?.SetTag("error.type", exception.GetType().FullName);
            metrics.OrderResent("failed");
            LogFailed(orderId, exception.Message, Unavailability.Of(exception) is null ? exception : null);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Order {OrderId} was pending and is placed now")]
    private partial void LogResent(string orderId);

    [LoggerMessage(2, LogLevel.Warning, "Order {OrderId} is still pending: {Reason}")]
    private partial void LogFailed(string orderId, string reason, Exception? exception);

    [LoggerMessage(3, LogLevel.Error, "Order {OrderId} was pending until its record expired: it was never handed over")]
    private partial void LogExpired(string orderId);

    [LoggerMessage(4, LogLevel.Warning, "Pending orders could not be looked for: {Reason}")]
    private partial void LogRoundFailed(string reason, Exception? exception);
}
