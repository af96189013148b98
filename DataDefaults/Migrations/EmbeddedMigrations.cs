using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MyArch.DataDefaults;

/// <summary>The migrations that are embedded in an assembly, in their order.</summary>
internal sealed partial class EmbeddedMigrations(IReadOnlyList<Migration> all)
{
    public IReadOnlyList<Migration> All { get; } = all;

    /// <summary>Reads them. Two with one number are an error: their order would be anybody's guess.</summary>
    public static EmbeddedMigrations In(Assembly? assembly) => new(assembly is null ? [] : Ordered(
        from resource in assembly.GetManifestResourceNames()
        let name = Name.Match(resource)
        where name.Success
        select Read(assembly, resource, int.Parse(name.Groups["version"].Value, CultureInfo.InvariantCulture), name.Groups["name"].Value)));

    public static IReadOnlyList<Migration> Ordered(IEnumerable<Migration> migrations)
    {
        List<Migration> ordered = [.. migrations.OrderBy(static migration => migration.Version)];
        for (var i = 1; i < ordered.Count; i++)
        {
            if (ordered[i].Version == ordered[i - 1].Version)
            {
                throw new MigrationException($"The migrations {ordered[i - 1]} and {ordered[i]} have the same number.");
            }
        }

        return ordered;
    }

    /// <summary>Makes one of its text, whose checksum does not depend on how a checkout ends its lines.</summary>
    public static Migration Create(int version, string name, string text)
    {
        var sql = text.ReplaceLineEndings("\n");
        return new Migration(version, name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    private static Migration Read(Assembly assembly, string resource, int version, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return Create(version, name, reader.ReadToEnd());
    }

    [GeneratedRegex(@"\.Migrations\.(?<version>[0-9]{4})_(?<name>[A-Za-z0-9_-]+)\.sql$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name { get; }
}
