using Microsoft.Extensions.Diagnostics.HealthChecks;
using MyArch.CloudDefaults.Aws;
using MyArch.Worker.Daemon.Redrive;

namespace MyArch.AppHost.LocalAws;

/// <summary>The command <c>redrive</c> of a queue with a dead-letter queue.</summary>
internal static class RedriveCommand
{
    public const string Name = "redrive";

    public static IResourceBuilder<QueueResource> WithRedriveCommand(this IResourceBuilder<QueueResource> queue) => queue.WithCommand(
        Name,
        "Redrive dead letters",
        context => ExecuteAsync(queue.Resource, context.CancellationToken),
        new CommandOptions
        {
            Description = $"Sends the messages in {queue.Resource.DeadLetters?.Queue.Name} to {queue.Resource.Name} again",
            IconName = "ArrowUndo",
            UpdateState = static context => context.ResourceSnapshot.HealthStatus == HealthStatus.Healthy ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        });

    private static async Task<ExecuteCommandResult> ExecuteAsync(QueueResource queue, CancellationToken cancellationToken)
    {
        using var client = queue.Parent.CreateQueueClient();
        var from = await queue.DeadLetters!.Value.Queue.Url.GetValueAsync(cancellationToken);
        var to = await queue.Url.GetValueAsync(cancellationToken);
        var redrive = new DeadLetterRedrive(client, from!, to!);
        try
        {
            await redrive.RunAsync(cancellationToken);
            return redrive is { Refused: 0, Doubled: 0, Hidden: 0 } ? CommandResults.Success(Outcome(redrive)) : CommandResults.Failure(Outcome(redrive));
        }
        catch (Exception failure) when (AwsFailure.IsOne(failure))
        {
            return CommandResults.Failure($"{Outcome(redrive)} Then it failed: {failure.Message}");
        }
    }

    private static string Outcome(DeadLetterRedrive redrive)
    {
        var outcome = $"{redrive.Moved} moved.";
        outcome += redrive.Refused > 0 ? $" {redrive.Refused} refused by the queue, still dead letters." : "";
        outcome += redrive.Doubled > 0 ? $" {redrive.Doubled} sent but not deleted: a repeat sends them again." : "";
        return outcome + (redrive.Hidden > 0 ? $" {redrive.Hidden} hidden by another run, or for a minute by one that was killed: repeat it then." : "");
    }
}
