using System.Text.Json;

namespace MyArch.AppHost.State;

/// <summary>Tells scripts and tests where a ready system is: <c>running.json</c> in the state directory, readable by its owner only.</summary>
internal static class RunningFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the file at once and whole: a reader sees all of it or none.</summary>
    public static void Write(StateDirectory state, RunningSystem running)
    {
        var temporary = state.RunningFile + ".new";
        File.Delete(temporary);
        using (var file = new FileStream(temporary, OwnerOnlyFile()))
        {
            JsonSerializer.Serialize(file, running, RunningJson.Default.RunningSystem);
        }

        File.Move(temporary, state.RunningFile, overwrite: true);
    }

    public static void Delete(StateDirectory state) => File.Delete(state.RunningFile);

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
