namespace Aspire.Hosting.Engine.Processes;

/// <summary>One program to start: everything is resolved, nothing is inherited from the host's own environment.</summary>
internal sealed record ProcessSpec
{
    /// <summary>The name that messages use: the resource's.</summary>
    public required string Name { get; init; }

    /// <summary>The program: an absolute path, or a name to look up on PATH.</summary>
    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The whole environment of the child.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>The user to run as; only root can ask for another one. Null keeps the host's user.</summary>
    public string? User { get; init; }

    /// <summary>What asks the program to stop: SIGTERM (15) by default, SIGINT (2) for PostgreSQL's fast shutdown.</summary>
    public int StopSignal { get; init; } = 15;

    /// <summary>What the program gets when the host dies: SIGKILL (9) by default. Another signal is for a program whose own children run in sessions of their own and must be ended by itself; it is killed a second later.</summary>
    public int DeathSignal { get; init; } = 9;

    /// <summary>Written to standard input, which is then closed: the place for configuration that holds secrets. Null is an empty input.</summary>
    public string? StandardInput { get; init; }

    /// <summary>Called for every line of output, in order per stream; the flag says that it came from stderr.</summary>
    public Action<string, bool> Output { get; init; } = static (_, _) => { };
}
