using System.Text;
using Google.Protobuf;

namespace MyArch.Testing;

/// <summary>A protobuf message read without its schema: the values of each field number, in order.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Number, object Value)> _fields = [];

    public static ProtoMessage Parse(byte[] bytes)
    {
        var message = new ProtoMessage();
        var input = new CodedInputStream(bytes);
        while (input.ReadTag() is var tag and not 0)
        {
            object value = WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => (long)input.ReadUInt64(),
                WireFormat.WireType.Fixed64 => (long)input.ReadFixed64(),
                WireFormat.WireType.Fixed32 => (long)input.ReadFixed32(),
                WireFormat.WireType.LengthDelimited => input.ReadBytes().ToByteArray(),
                var other => throw new InvalidDataException($"Wire type {other}"),
            };
            message._fields.Add((WireFormat.GetTagFieldNumber(tag), value));
        }

        return message;
    }

    public IEnumerable<ProtoMessage> Messages(int number) => Values(number).Cast<byte[]>().Select(Parse);

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number));

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number));

    public long Number(int number) => Values(number).Cast<long>().LastOrDefault();

    /// <summary>OTLP's list of KeyValue (key 1, value 2), where a value is a string (1), a boolean (2), an integer (3) or a double (4).</summary>
    public Dictionary<string, object> Attributes(int number) => Messages(number).ToDictionary(
        static pair => pair.Text(1), static pair => pair.Messages(2).Single().AnyValue(), StringComparer.Ordinal);

    public object AnyValue()
    {
        var (number, value) = _fields.LastOrDefault();
        return number switch
        {
            1 => Encoding.UTF8.GetString((byte[])value),
            2 => (long)value != 0,
            4 => BitConverter.Int64BitsToDouble((long)value),
            _ => value ?? "",
        };
    }

    private IEnumerable<object> Values(int number) => _fields.Where(field => field.Number == number).Select(static field => field.Value);

    private byte[] Bytes(int number) => Values(number).Cast<byte[]>().LastOrDefault() ?? [];
}
