namespace MyArch.CloudDefaults.Queue;

/// <summary>The attributes that a message carries beside its body.</summary>
public static class JobAttributes
{
    /// <summary>What the message is, as <c>OrderPlaced</c>: whoever handles it dispatches by this.</summary>
    public const string Type = "type";

    /// <summary>The W3C trace context of the span that sent the message, so that what is done about it belongs to the same trace.</summary>
    public const string TraceParent = "traceparent";
}
