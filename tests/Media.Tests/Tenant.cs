namespace MyArch.Media.Tests;

/// <summary>What the instances of one test class share.</summary>
/// <param name="Directory">For the kinds of storage that need one.</param>
internal sealed record Tenant(string Database, string Bucket, string QueueUrl, string Directory);
