using System.Text.Json;

namespace MyArch.AppHost.State;

/// <summary>Tells scripts and tests where a ready system is: <c>running.json</c> in the state directory, readable by its owner only.</summary>
internal sealed class RunningFile(StateDirectory state)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _lock = new();

    /// <summary>Writes the file at once and whole: a reader sees all of it or none.</summary>
    /// <param name="running">What it says.</param>
    /// <param name="stoppingToken">Is cancelled before <see cref="Delete"/>: what stops is not said to be ready.</param>
    public void Write(RunningSystem running, CancellationToken stoppingToken)
    {
        lock (_lock)
        {
            stoppingToken.ThrowIfCancellationRequested();
            var temporary = state.RunningFile + ".new";
            File.Delete(temporary);
            using (var file = new FileStream(temporary, OwnerOnlyFile()))
            {
                JsonSerializer.Serialize(file, running, RunningJson.Default.RunningSystem);
            }

            File.Move(temporary, state.RunningFile, overwrite: true);
        }
    }

    public void Delete()
    {
        lock (_lock)
        {
            File.Delete(state.RunningFile);
        }
    }

    private static FileStreamOptions OwnerOnlyFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}
