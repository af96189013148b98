namespace MyArch.AppHost.Startup;

/// <summary>A line for each change, for logs and pipes.</summary>
internal sealed class StartupLines : StartupDisplay
{
    public override Task ShowAsync(IReadOnlyList<string> names, Func<Action<string, string>, Task> watch)
    {
        var width = names.Max(static name => name.Length);
        return watch((name, state) => Console.WriteLine($"  {name.PadRight(width)}  {state}"));
    }
}
