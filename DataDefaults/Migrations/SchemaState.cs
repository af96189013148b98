namespace MyArch.DataDefaults;

/// <summary>Whether the schema is the one that this version of the service needs.</summary>
internal sealed class SchemaState(EmbeddedMigrations migrations)
{
    private volatile bool _isReady = migrations.All.Count == 0;

    public bool IsReady => _isReady;

    public void Ready() => _isReady = true;

    public void ThrowIfNotReady()
    {
        if (!_isReady)
        {
            throw new DatabaseUnavailableException("The migrations of the database are not done yet.");
        }
    }
}
