namespace MyArch.AppHost.State;

/// <summary>Where state is kept on this machine.</summary>
internal static class StateRoot
{
    /// <summary>
    /// <c>MYARCH_STATE</c>, else <c>/var/lib/myarch</c> for root (whose home the user postgres cannot enter), else <c>$XDG_STATE_HOME/myarch</c>, else
    /// <c>~/.local/state/myarch</c>.
    /// </summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="isRoot">Whether the process is root's.</param>
    /// <exception cref="StartupException">A variable holds a relative path.</exception>
    public static string Find(Func<string, string?> variable, bool isRoot)
    {
        if (variable("MYARCH_STATE") is { Length: > 0 } chosen)
        {
            return Absolute("MYARCH_STATE", chosen);
        }

        if (isRoot)
        {
            return "/var/lib/myarch";
        }

        return variable("XDG_STATE_HOME") is { Length: > 0 } xdg
            ? Path.Combine(Absolute("XDG_STATE_HOME", xdg), "myarch")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state", "myarch");
    }

    private static string Absolute(string name, string path) =>
        Path.IsPathRooted(path) ? path : throw new StartupException($"{name} is '{path}'. It must be an absolute path.");
}
