using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Resources.Commands;

/// <summary>Executes commands, each of a resource at most once at a time, and keeps the results until somebody has seen them.</summary>
internal sealed class CommandRuns(ResourceCommandService commands, ResourceBoard board, Secrets secrets, TimeProvider time) : IDisposable
{
    /// <summary>Results that are kept; the oldest go first.</summary>
    public const int MaxResults = 20;

    /// <summary>How long a success is shown. Anything else stays until it is dismissed.</summary>
    public static readonly TimeSpan SuccessShownFor = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Resource, string Command), Task<CommandRun>> _executions = [];
    private readonly List<CommandRun> _runs = [];
    private long _last;

    /// <summary>What is at work and what has ended lately, the newest first.</summary>
    public IReadOnlyList<CommandRun> Shown
    {
        get
        {
            var limit = time.GetUtcNow().UtcDateTime - SuccessShownFor;
            lock (_lock)
            {
                _runs.RemoveAll(run => run.Outcome == CommandOutcome.Succeeded && run.Time < limit);
                return [.. Enumerable.Reverse(_runs)];
            }
        }
    }

    public bool IsRunning(string resource, string command)
    {
        lock (_lock)
        {
            return _executions.ContainsKey((resource, command));
        }
    }

    /// <summary>Executes a command, or joins the execution that is under way: a second click is not a second command.</summary>
    /// <returns>The end of it, which nothing that happens to the caller brings about sooner.</returns>
    public Task<CommandRun> Execute(IResource resource, ResourceCommandSnapshot command)
    {
        lock (_lock)
        {
            var key = (resource.Name, command.Name);
            if (_executions.TryGetValue(key, out var underWay))
            {
                return underWay;
            }

            var run = Add(resource.Name, command.Name, command.DisplayName, CommandOutcome.Running, message: null);
            return _executions[key] = Task.Run(() => ExecuteAsync(resource, run), CancellationToken.None);
        }
    }

    /// <summary>Shows that a command was not executed.</summary>
    public CommandRun Refuse(string resource, string command, string reason)
    {
        lock (_lock)
        {
            return Add(resource, command, command, CommandOutcome.Refused, reason);
        }
    }

    /// <summary>Takes a result away. One that is at work stays.</summary>
    public void Dismiss(long number)
    {
        lock (_lock)
        {
            _runs.RemoveAll(run => run.Number == number && run.Outcome != CommandOutcome.Running);
        }

        board.Touch();
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task<CommandRun> ExecuteAsync(IResource resource, CommandRun run)
    {
        var result = await commands.ExecuteCommandAsync(resource, run.Command, _stopping.Token);
        var ended = run with
        {
            Outcome = result.Success ? CommandOutcome.Succeeded : result.Canceled ? CommandOutcome.Canceled : CommandOutcome.Failed,
            Message = string.IsNullOrWhiteSpace(result.Message) ? null : secrets.Text(result.Message),
            Time = time.GetUtcNow().UtcDateTime,
        };
        lock (_lock)
        {
            _executions.Remove((run.Resource, run.Command));
            var at = _runs.FindIndex(r => r.Number == run.Number);
            if (at >= 0)
            {
                _runs[at] = ended;
            }
        }

        board.Touch();
        return ended;
    }

    private CommandRun Add(string resource, string command, string displayName, CommandOutcome outcome, string? message)
    {
        var run = new CommandRun(++_last, resource, command, displayName, outcome, message, time.GetUtcNow().UtcDateTime);
        _runs.Add(run);
        if (_runs.FindIndex(static r => r.Outcome != CommandOutcome.Running) is >= 0 and var oldest && _runs.Count > MaxResults)
        {
            _runs.RemoveAt(oldest);
        }

        board.Touch();
        return run;
    }
}
