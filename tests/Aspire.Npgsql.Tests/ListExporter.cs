using OpenTelemetry;

namespace Aspire.Npgsql.Tests;

/// <summary>Keeps what is exported.</summary>
internal sealed class ListExporter<T>(List<T> items) : BaseExporter<T>
    where T : class
{
    public override ExportResult Export(in Batch<T> batch)
    {
        foreach (var item in batch)
        {
            items.Add(item);
        }

        return ExportResult.Success;
    }
}
