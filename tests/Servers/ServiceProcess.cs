namespace MyArch.Testing;

/// <summary>A service of this repository as a process of its own.</summary>
internal static class ServiceProcess
{
    /// <summary>The program of another project, built like the test: the output folders of the projects lie side by side.</summary>
    public static string Assembly(string project) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), $"{project}.dll"));

    /// <summary>Starts a program with these settings and sends nobody telemetry. Its output goes to the file.</summary>
    public static ServerProcess Start(string log, string assembly, IEnumerable<KeyValuePair<string, string?>> settings, params string[] arguments) => ServerProcess.Start(
        log, asPostgres: false, "/usr/bin/env",
        [
            // A host watches the folder that it is started in, with all folders below it, for changes of its configuration.
            $"--chdir={Path.GetDirectoryName(assembly)}", "--unset=OTEL_EXPORTER_OTLP_ENDPOINT",
            .. settings.Select(static setting => $"{setting.Key.Replace(":", "__", StringComparison.Ordinal)}={setting.Value}"), "dotnet", assembly, .. arguments,
        ]);
}
