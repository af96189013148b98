namespace Aspire.Hosting.Dashboard.Traces;

/// <summary>What a span is about, told by the attribute that the conventions of its field require.</summary>
internal enum SpanCategory
{
    Http,
    Database,
    Messaging,
    Rpc,
}
