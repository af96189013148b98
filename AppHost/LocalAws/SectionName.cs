namespace MyArch.AppHost.LocalAws;

/// <summary>The configuration section that tells a service about a queue or bucket.</summary>
internal static class SectionName
{
    /// <summary>The name with a capital: <c>Jobs</c> for <c>jobs</c>.</summary>
    public static string Of(string name) => string.Concat(name[..1].ToUpperInvariant(), name.AsSpan(1));
}
