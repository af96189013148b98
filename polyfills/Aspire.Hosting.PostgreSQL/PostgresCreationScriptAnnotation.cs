using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Postgres;

/// <summary>The statement that creates a database.</summary>
internal sealed record PostgresCreationScriptAnnotation(string Script) : IResourceAnnotation;
