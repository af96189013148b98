using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Tests.Resources;

/// <summary>A resource with a command of every kind.</summary>
internal sealed class CommandSample
{
    private int _executions;

    /// <summary>Lets the slow command end.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Executions => Volatile.Read(ref _executions);

    public void Add(IDistributedApplicationBuilder builder)
    {
        ShopSample.Server(builder, "server")
            .WithCommand("greet", "Greet", context => Count(CommandResults.Success($"Hello from {context.ResourceName}")), new CommandOptions { IsHighlighted = true, Description = "Says hello" })
            .WithCommand("fail", "Fail", _ => Count(CommandResults.Failure("It did <b>not</b> work; Password=" + ShopSample.ConnectionPassword)))
            .WithCommand("throw", "Throw", static _ => throw new InvalidOperationException("Thrown."))
            .WithCommand("cancel", "Cancel it", static _ => Task.FromResult(CommandResults.Canceled()))
            .WithCommand("wipe", "Wipe", _ => Count(CommandResults.Success()), new CommandOptions { ConfirmationMessage = "Really wipe everything?" })
            .WithCommand("off", "Switched off", _ => Count(CommandResults.Success()), new CommandOptions { UpdateState = static _ => ResourceCommandState.Disabled })
            .WithCommand("hidden", "Unseen", _ => Count(CommandResults.Success()), new CommandOptions { UpdateState = static _ => ResourceCommandState.Hidden })
            .WithCommand("slow", "Slow", async context =>
            {
                await Count(CommandResults.Success());
                await Gate.Task.WaitAsync(context.CancellationToken);
                return CommandResults.Success("At last");
            });
        ShopSample.Server(builder, "other");
    }

    private Task<ExecuteCommandResult> Count(ExecuteCommandResult result)
    {
        Interlocked.Increment(ref _executions);
        return Task.FromResult(result);
    }
}
