namespace MyArch.Worker.Daemon.Periodic;

/// <summary>
/// Sends the periodic tasks while this instance is the leader. It looks at the clock every second and asks, of each task, whether its last time is not too long ago and has not been sent: that is the
/// same for a task that is due now, one that a dead leader has missed, and any jump of the clock. Of several missed times only the last is made up for.
/// </summary>
internal sealed partial class PeriodicTasks(
    IReadOnlyList<CronTask> tasks, LeaderLease lease, TaskSender sender, DaemonMetrics metrics, TimeProvider time, ILogger<PeriodicTasks> logger) : BackgroundService
{
    /// <summary>What was missed longer ago than this is not made up for (D1, observed).</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromSeconds(300);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProlongAfter = LeaderLease.Duration / 3;

    // The last time of each task that needs no more looking after.
    private readonly Dictionary<string, DateTimeOffset> _settled = new(StringComparer.Ordinal);
    private bool _isLeader;
    private bool _isFailing;
    private long? _asked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (tasks.Count == 0)
        {
            return;
        }

        using var ticks = new PeriodicTimer(Tick, time);
        try
        {
            do
            {
                await TryAsync(() => RoundAsync(stoppingToken), stoppingToken);
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The instance stops.
        }

        if (_isLeader)
        {
            await TryAsync(lease.ReleaseAsync, CancellationToken.None);
        }
    }

    private async Task RoundAsync(CancellationToken stoppingToken)
    {
        if (_asked is null || time.GetElapsedTime(_asked.Value) >= (_isLeader ? ProlongAfter : Tick))
        {
            await HoldAsync();
        }

        if (!_isLeader)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var task in tasks)
        {
            if (task.LastDue(now) is { } due && now - due <= Horizon && _settled.GetValueOrDefault(task.Name) != due)
            {
                await LookAfterAsync(task, due, stoppingToken);
            }
        }
    }

    private async Task HoldAsync()
    {
        _asked = time.GetTimestamp();
        Lead(await lease.HoldAsync());
    }

    private void Lead(bool isLeader)
    {
        if (isLeader != _isLeader)
        {
            _isLeader = isLeader;
            LogLeader(isLeader ? "is the leader" : "is not the leader any more");
        }
    }

    private async Task LookAfterAsync(CronTask task, DateTimeOffset due, CancellationToken stoppingToken)
    {
        var asked = time.GetTimestamp();
        switch (await lease.ClaimAsync(task, due))
        {
            case Claim.NotLeader:
                // It hung, and another one has taken over.
                _asked = null;
                break;
            case Claim.Sent:
                _settled[task.Name] = due;
                break;
            case Claim.Taken when time.GetElapsedTime(asked) < LeaderLease.SendingTime - QueueFailure.CallTimeout:
                await SendAsync(task, due, stoppingToken);
                break;
            case Claim.Taken:
                // It hung just now: the claim may be over before the queue has the task.
                _asked = null;
                break;
        }
    }

    private async Task SendAsync(CronTask task, DateTimeOffset due, CancellationToken stoppingToken)
    {
        try
        {
            await sender.SendAsync(task, due, stoppingToken);
        }
        catch (Exception failure) when (QueueFailure.IsOne(failure, stoppingToken))
        {
            metrics.TaskSent(task.Name, "failed");
            LogNotSent(task.Name, due, failure.Message);
            await lease.ConcludeAsync(task, due, isSent: false);
            return;
        }

        metrics.TaskSent(task.Name, "sent");
        LogSent(task.Name, due);
        _settled[task.Name] = due;
        await lease.ConcludeAsync(task, due, isSent: true);
    }

    // Without Redis nobody is the leader: no task is sent. Messages are not concerned, whatever else fails here.
    private async Task TryAsync(Func<Task> action, CancellationToken stoppingToken)
    {
        try
        {
            await action();
            if (_isFailing)
            {
                _isFailing = false;
                LogBack();
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // Not until Redis has said so again.
            Lead(isLeader: false);
            _asked = null;
            if (!_isFailing)
            {
                _isFailing = true;
                LogAway(failure.Message);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "This instance {Is} of the periodic tasks")]
    private partial void LogLeader(string @is);

    [LoggerMessage(2, LogLevel.Information, "Task {Task} of {Due} is on the queue")]
    private partial void LogSent(string task, DateTimeOffset due);

    [LoggerMessage(3, LogLevel.Warning, "Task {Task} of {Due} could not be sent, and will be tried again for five minutes: {Reason}")]
    private partial void LogNotSent(string task, DateTimeOffset due, string reason);

    [LoggerMessage(4, LogLevel.Warning, "The lease of the leader cannot be asked for; no periodic tasks are sent from here until it can: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(5, LogLevel.Information, "The lease of the leader can be asked for again")]
    private partial void LogBack();
}
