using Spectre.Console;

namespace MyArch.AppHost.Startup;

/// <summary>A table with a row for each resource, drawn again at each change.</summary>
internal sealed class StartupTable : StartupDisplay
{
    public override Task ShowAsync(IReadOnlyList<string> names, Func<Action<string, string>, Task> watch)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("Resource", "State");
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            rows[name] = table.Rows.Count;
            table.AddRow(new Markup($"  {Markup.Escape(name)}"), new Markup("[grey]-[/]"));
        }

        return AnsiConsole.Live(table).StartAsync(context =>
        {
            context.Refresh();
            return watch((name, state) =>
            {
                table.UpdateCell(rows[name], 1, new Markup($"[{ColorOf(state)}]{Markup.Escape(state)}[/]"));
                context.Refresh();
            });
        });
    }

    private static string ColorOf(string state) => state switch
    {
        StartupState.Ready => "green",
        _ when state.StartsWith(KnownResourceStates.Running, StringComparison.Ordinal) => "yellow",
        _ when KnownResourceStates.TerminalStates.Any(terminal => state.StartsWith(terminal, StringComparison.Ordinal)) => "red",
        _ => "grey",
    };
}
