namespace MyArch.DataDefaults;

/// <summary>One step of the schema.</summary>
/// <param name="Version">Its place in the order, the number that its name begins with.</param>
/// <param name="Name">The rest of its name.</param>
/// <param name="Sql">What it does, with line ends of one character.</param>
/// <param name="Checksum">SHA-256 of <paramref name="Sql"/>.</param>
internal sealed record Migration(int Version, string Name, string Sql, string Checksum)
{
    public override string ToString() => $"{Version:D4}_{Name}";
}
