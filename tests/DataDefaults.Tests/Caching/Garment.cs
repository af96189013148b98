namespace MyArch.DataDefaults.Tests.Caching;

/// <summary>What the tests cache: a row of the table <c>items</c>.</summary>
internal sealed record Garment(int Id, string Name, int Version);
