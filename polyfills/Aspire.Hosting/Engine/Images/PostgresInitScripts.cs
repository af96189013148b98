namespace Aspire.Hosting.Engine.Images;

/// <summary>Makes the first database and runs the files of <c>/docker-entrypoint-initdb.d</c> against the server of the first start.</summary>
/// <param name="tools">Runs the programs.</param>
/// <param name="variables">What the scripts find in their environment.</param>
internal sealed class PostgresInitScripts(PostgresTools tools, IReadOnlyDictionary<string, string> variables)
{
    /// <summary>The image's folder of scripts.</summary>
    public const string ContainerPath = "/docker-entrypoint-initdb.d";

    private const string CreateDatabase = """
        SELECT format('CREATE DATABASE %I', :'database') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
        """;

    // docker_process_sql is the image's own function; sourced scripts may call it.
    private const string Driver = """
        set -Eeo pipefail
        docker_process_sql() {
            psql --set ON_ERROR_STOP=1 --no-password --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" "$@"
        }
        for script in "$@"; do
            echo "Init script $script"
            case "$script" in
                *.sh) if [ -x "$script" ]; then "$script"; else . "$script"; fi ;;
                *.sql) docker_process_sql --file "$script" ;;
                *.sql.gz) gunzip --stdout "$script" | docker_process_sql ;;
                *) echo "Ignored: it is no .sh, .sql or .sql.gz" ;;
            esac
        done
        """;

    /// <summary>The files of a folder in the order in which they run.</summary>
    public static IReadOnlyList<string> In(string? folder)
    {
        if (!Directory.Exists(folder))
        {
            return File.Exists(folder) ? [folder] : [];
        }

        return [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
    }

    public async Task RunAsync(IReadOnlyList<string> scripts, CancellationToken cancellationToken)
    {
        await tools.RunAsync(
            $"making the database '{variables["POSTGRES_DB"]}'",
            tools.Spec(
                tools.Programs.PathOf("psql"),
                ["--quiet", "--set", "ON_ERROR_STOP=1", "--no-password", "--no-psqlrc", "--username", variables["POSTGRES_USER"], "--dbname", "postgres", "--set", $"database={variables["POSTGRES_DB"]}"],
                variables) with { StandardInput = CreateDatabase },
            cancellationToken);
        if (scripts.Count > 0)
        {
            await tools.RunAsync("an init script", tools.Spec("bash", ["-c", Driver, "init", .. scripts], variables), cancellationToken);
        }
    }
}
