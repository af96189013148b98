namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>How a field is written; the lowest three bits of its tag.</summary>
/// <seealso href="https://protobuf.dev/programming-guides/encoding/#structure"/>
internal static class WireType
{
    public const uint Varint = 0;
    public const uint Fixed64 = 1;
    public const uint Length = 2;
    public const uint StartGroup = 3;
    public const uint EndGroup = 4;
    public const uint Fixed32 = 5;
}
