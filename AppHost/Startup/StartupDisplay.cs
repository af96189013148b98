using Spectre.Console;

namespace MyArch.AppHost.Startup;

/// <summary>Shows the states of resources as they change: one line for each change, or a table that is drawn again on a terminal.</summary>
internal abstract class StartupDisplay
{
    public static StartupDisplay ForThisConsole() =>
        AnsiConsole.Profile.Capabilities.Ansi && AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? new StartupTable()
            : new StartupLines();

    /// <summary>Runs <paramref name="watch"/> and shows each change that it reports.</summary>
    /// <param name="names">The resources, in the order in which they are shown.</param>
    /// <param name="watch">Reports a resource and its state in words, until the start is over.</param>
    public abstract Task ShowAsync(IReadOnlyList<string> names, Func<Action<string, string>, Task> watch);
}
