namespace Aspire.Hosting.Dashboard.Traces.Detail;

/// <summary>What kind of place a call goes to.</summary>
internal enum PeerKind
{
    Service,
    Database,
    Queue,
}
