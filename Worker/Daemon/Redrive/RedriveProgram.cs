using Amazon.SQS;
using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Aws;
using MyArch.CloudDefaults.Queue;
using MyArch.ServiceDefaults;

namespace MyArch.Worker.Daemon.Redrive;

/// <summary><c>dotnet Daemon.dll redrive</c>: sends the dead letters to the queue again, says how many, and ends. Configured as the daemon is, by <c>Jobs</c> and the variables of the AWS SDK.</summary>
internal static class RedriveProgram
{
    /// <summary>The first argument.</summary>
    public const string Command = "redrive";

    /// <returns>The exit code: 0 if all dead letters are on the queue again, else 1.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { Args = args });
        builder.Configuration.AddEnvironmentVariables().AddCommandLine(args);
        builder.AddValidatedOptions<JobQueueOptions>(JobQueueOptions.Section);
        builder.Services.AddOptions<JobQueueOptions>().Validate(static jobs => jobs.DeadLetterQueueUrl is not null, "Jobs:DeadLetterQueueUrl: is missing, and that is where dead letters are");
        builder.AddSqsClient();
        using var host = builder.Build();
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        var jobs = host.Services.GetRequiredService<IOptions<JobQueueOptions>>().Value;
        var redrive = new DeadLetterRedrive(host.Services.GetRequiredService<IAmazonSQS>(), jobs.DeadLetterQueueUrl!.AbsoluteUri, jobs.QueueUrl!.AbsoluteUri);
        try
        {
            await redrive.RunAsync(CancellationToken.None);
        }
        catch (Exception failure) when (QueueFailure.IsOne(failure, CancellationToken.None))
        {
            await Console.Error.WriteLineAsync($"{redrive.Moved} moved, then the queue could not be asked: {failure.Message}");
            return 1;
        }

        Console.WriteLine(
            $"{redrive.Moved} moved, {redrive.Refused} refused by the queue, {redrive.Doubled} sent but not deleted, {redrive.Hidden} hidden by another run (of one that was killed: for a minute).");
        return redrive is { Refused: 0, Doubled: 0, Hidden: 0 } ? 0 : 1;
    }
}
