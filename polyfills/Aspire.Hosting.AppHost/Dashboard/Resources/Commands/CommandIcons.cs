namespace Aspire.Hosting.Dashboard.Resources.Commands;

/// <summary>The few pictures that commands are known by: shapes on a grid of 16 by 16. Applications name them as Fluent UI does; what is not here is shown in words.</summary>
internal static class CommandIcons
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Play"] = "M4 2.5v11a.5.5 0 0 0 .76.43l9-5.5a.5.5 0 0 0 0-.86l-9-5.5A.5.5 0 0 0 4 2.5z",
        ["Stop"] = "M3.5 3h9a.5.5 0 0 1 .5.5v9a.5.5 0 0 1-.5.5h-9a.5.5 0 0 1-.5-.5v-9a.5.5 0 0 1 .5-.5z",
        ["Pause"] = "M4 3h3v10H4zM9 3h3v10H9z",
        ["ArrowCounterclockwise"] = "M3 2v4h4L5.4 4.4A5 5 0 1 1 3.1 9H1.6A6.5 6.5 0 1 0 4.3 3.3z",
        ["ArrowClockwise"] = "M13 2v4H9l1.6-1.6A5 5 0 1 0 12.9 9h1.5A6.5 6.5 0 1 1 11.7 3.3z",
        ["Delete"] = "M6 2h4l.5 1H14v1.5H2V3h3.5zM3 5.5h10L12.2 14H3.8z",
    };

    public static string? PathOf(string? icon) => icon is null ? null : Paths.GetValueOrDefault(icon);
}
