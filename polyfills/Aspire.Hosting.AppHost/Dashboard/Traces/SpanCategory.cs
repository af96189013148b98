namespace Aspire.Hosting.Dashboard.Traces;

/// <summary>What a span is about, told by its attributes.</summary>
internal enum SpanCategory
{
    Http,
    Database,
    Messaging,
    Rpc,
}
