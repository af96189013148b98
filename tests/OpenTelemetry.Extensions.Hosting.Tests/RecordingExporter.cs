namespace OpenTelemetry.Extensions.Hosting.Tests;

/// <summary>Keeps what the SDK hands to an exporter, as text: the SDK reuses the objects.</summary>
internal sealed class RecordingExporter<T>(Func<T, string> describe) : BaseExporter<T>
    where T : class
{
    private readonly List<string> _items = [];

    public IReadOnlyList<string> Items => _items;

    public bool IsShutDown { get; private set; }

    public Resources.Resource Resource => ParentProvider.GetResource();

    public override ExportResult Export(in Batch<T> batch)
    {
        foreach (var item in batch)
        {
            _items.Add(describe(item));
        }

        return ExportResult.Success;
    }

    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        IsShutDown = true;
        return true;
    }
}
