using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Engine.Images;

/// <summary>
/// Finds the words of a Redis container's command line. A command for a shell (<c>/bin/sh -c "redis-server --requirepass $REDIS_PASSWORD"</c>) is
/// expanded by that shell itself, so that quotes and variables mean what they mean in the container. The text goes in over standard input and the
/// words come out through a shell builtin: neither is ever an argument of a process.
/// </summary>
internal sealed class RedisCommandLine(NativeContainer container, ProcessLauncher launcher)
{
    private const string Program = "redis-server";

    private static readonly string[] Shells = ["sh", "bash", "dash"];
    private static readonly string[] OwnEntrypoints = [Program, "docker-entrypoint.sh"];

    /// <summary>The words after the program's name.</summary>
    /// <exception cref="DistributedApplicationException">The command is none that starts redis-server.</exception>
    public async Task<IReadOnlyList<string>> ExpandAsync(
        IReadOnlyDictionary<string, string> environment, string workingDirectory, string? user, CancellationToken cancellationToken)
    {
        if (container.Entrypoint is null || OwnEntrypoints.Contains(Path.GetFileName(container.Entrypoint)))
        {
            return [.. container.Arguments.SkipWhile(static (argument, index) => index == 0 && argument == Program)];
        }

        if (!Shells.Contains(Path.GetFileName(container.Entrypoint)) || container.Arguments.Count < 2 || container.Arguments[0] != "-c")
        {
            throw Unsupported();
        }

        var command = container.Arguments[1].Trim();
        command = command.StartsWith("exec ", StringComparison.Ordinal) ? command["exec ".Length..].TrimStart() : command;
        if (command != Program && !command.StartsWith($"{Program} ", StringComparison.Ordinal))
        {
            throw Unsupported();
        }

        var result = await launcher.RunAsync(
            new ProcessSpec
            {
                Name = container.Name,
                FileName = "/bin/sh",
                Environment = environment,
                WorkingDirectory = workingDirectory,
                User = user,
                StandardInput = $"printf '%s\\0' {command}\n",
            },
            cancellationToken);

        // What the shell printed may hold a secret, so an error shows neither that nor the command.
        return result.ExitCode == 0 && result.StandardOutput.Split('\0') is [Program, .. var words, ""]
            ? words
            : throw new DistributedApplicationException($"Resource '{container.Name}': the shell could not read its arguments (exit code {result.ExitCode}). Check the quotes in WithArgs.");
    }

    private DistributedApplicationException Unsupported() => new(
        $"Resource '{container.Name}': of the image '{container.Image}' only commands that start {Program} can be run natively. "
        + "For others use the real Aspire packages (UsePolyfills=false) and a container runtime.");
}
