using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Engine.Images;

/// <summary>Runs PostgreSQL's programs, and those that prepare its folders, for one container.</summary>
/// <param name="Container">The container.</param>
/// <param name="Launcher">Starts the programs.</param>
/// <param name="Programs">The installed PostgreSQL.</param>
/// <param name="Environment">The container's environment with host paths.</param>
/// <param name="User">Who owns the data and runs the programs; null is the host's own user.</param>
internal sealed record PostgresTools(
    NativeContainer Container, ProcessLauncher Launcher, PostgresPrograms Programs, IReadOnlyDictionary<string, string> Environment, string? User)
{
    /// <summary>A server in this container, for the container itself or for its preparation.</summary>
    public ProcessSpec Spec(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? variables = null) => new()
    {
        Name = Container.Name,
        FileName = program,
        Arguments = arguments,
        Environment = new Dictionary<string, string>(variables is null ? Environment : [.. Environment.Where(own => !variables.ContainsKey(own.Key)), .. variables], StringComparer.Ordinal),
        WorkingDirectory = "/",
        User = User,
        StopSignal = PosixSignals.Interrupt,
        Output = Container.Output,
    };

    /// <summary>
    /// A server: its processes run in sessions of their own, and one that is busy with a query does not notice that the server was killed. At SIGQUIT
    /// the server ends them itself (PostgreSQL documentation, "Shutting Down the Server").
    /// </summary>
    public ProcessSpec ServerSpec(string program, IReadOnlyList<string> arguments) => Spec(program, arguments) with { DeathSignal = PosixSignals.Quit };

    /// <summary>Kills the processes that a killed server has left working on its folder, as the end of a container would have, and waits until they are gone: PostgreSQL does not start beside them.</summary>
    public async Task KillOrphansAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        const string Command = """
            round=0
            while [ "$round" -lt 100 ]; do
                left=
                for process in /proc/[0-9]*; do
                    [ "$process/cwd" -ef "$1" ] || continue
                    read -r name < "$process/comm"
                    [ "$name" = postgres ] || continue
                    kill -KILL "${process#/proc/}"
                    left=yes
                done
                [ -n "$left" ] || exit 0
                sleep 0.05
                round=$((round + 1))
            done
            """;
        await Launcher.RunAsync(Spec("sh", ["-c", Command, "sh", dataDirectory]) with { Output = static (_, _) => { } }, cancellationToken);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="DistributedApplicationException">It failed; the message has its last lines.</exception>
    public async Task RunAsync(string purpose, ProcessSpec spec, CancellationToken cancellationToken)
    {
        var result = await Launcher.RunAsync(spec, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new DistributedApplicationException($"Resource '{Container.Name}': {purpose} failed with exit code {result.ExitCode}. Its last lines were:\n{result.LastLines}");
        }
    }

    /// <summary>Makes a folder that belongs to the data's user alone.</summary>
    public async Task CreateFolderAsync(string path, CancellationToken cancellationToken)
    {
        await RunAsync($"making the folder '{path}'", Preparation("mkdir", ["-p", "-m", "0700", "--", path]), cancellationToken);
        await OwnAsync(path, cancellationToken);
    }

    /// <summary>Gives a folder and all that is in it to the data's user.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (User is not null)
        {
            await RunAsync(
                $"giving '{path}' to the user '{User}'",
                Preparation("find", [path, "!", "-user", User, "-exec", "chown", $"{User}:", "{}", "+"]),
                cancellationToken);
        }
    }

    /// <summary>Whether the data's user can read the path.</summary>
    public async Task<bool> CanReadAsync(string path, CancellationToken cancellationToken) =>
        (await Launcher.RunAsync(Spec("test", ["-r", path]) with { Output = static (_, _) => { } }, cancellationToken)).ExitCode == 0;

    /// <summary>Makes sure that the data's user can reach the path.</summary>
    /// <exception cref="DistributedApplicationException">A folder on the way is closed to that user; the message names it.</exception>
    public async Task RequireAccessAsync(string path, CancellationToken cancellationToken)
    {
        List<string> folders = [];
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            folders.Insert(0, folder);
        }

        var check = Spec("sh", ["-c", """for folder; do [ -x "$folder" ] || { printf '%s' "$folder"; exit 1; }; done""", "sh", .. folders]);
        var result = await Launcher.RunAsync(check with { Output = static (_, _) => { } }, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new DistributedApplicationException(
                $"Resource '{Container.Name}': the user '{User ?? System.Environment.UserName}', as whom PostgreSQL runs, may not enter the folder '{result.StandardOutput}'. "
                + $"Allow it with: chmod o+x {result.StandardOutput} (or keep the state elsewhere).");
        }
    }

    /// <summary>A program that the host's own user runs: only root may give files away.</summary>
    public ProcessSpec Preparation(string program, IReadOnlyList<string> arguments) => Spec(program, arguments) with { User = null };
}
