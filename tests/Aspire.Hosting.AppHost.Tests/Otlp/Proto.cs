using Google.Protobuf;

namespace Aspire.Hosting.Dashboard.Tests.Otlp;

/// <summary>Writes protobuf messages field by field, with Google's own writer.</summary>
internal sealed class Proto
{
    private readonly MemoryStream _buffer = new();
    private readonly CodedOutputStream _output;

    private Proto() => _output = new CodedOutputStream(_buffer);

    public static byte[] Message(Action<Proto> write)
    {
        var proto = new Proto();
        write(proto);
        proto._output.Flush();
        return proto._buffer.ToArray();
    }

    public Proto Nested(int field, Action<Proto> write) => Bytes(field, Message(write));

    public Proto Bytes(int field, byte[] value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteBytes(ByteString.CopyFrom(value));
        return this;
    }

    public Proto Text(int field, string value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteString(value);
        return this;
    }

    public Proto Number(int field, long value)
    {
        _output.WriteTag(field, WireFormat.WireType.Varint);
        _output.WriteInt64(value);
        return this;
    }

    public Proto Fixed64(int field, ulong value)
    {
        _output.WriteTag(field, WireFormat.WireType.Fixed64);
        _output.WriteFixed64(value);
        return this;
    }

    public Proto Fixed32(int field, uint value)
    {
        _output.WriteTag(field, WireFormat.WireType.Fixed32);
        _output.WriteFixed32(value);
        return this;
    }

    public Proto Real(int field, double value)
    {
        _output.WriteTag(field, WireFormat.WireType.Fixed64);
        _output.WriteDouble(value);
        return this;
    }

    /// <summary>The old kind of nested message, which no version of OTLP uses.</summary>
    public Proto Group(int field, Action<Proto> write)
    {
        _output.WriteTag(field, WireFormat.WireType.StartGroup);
        write(this);
        _output.WriteTag(field, WireFormat.WireType.EndGroup);
        return this;
    }

    /// <summary>A <c>KeyValue</c> with a text.</summary>
    public Proto Attribute(int field, string key, string value) => Attribute(field, key, any => any.Text(1, value));

    /// <summary>A <c>KeyValue</c>; the value's message is written by the caller.</summary>
    public Proto Attribute(int field, string key, Action<Proto> value) => Nested(field, pair => pair.Text(1, key).Nested(2, value));

    /// <summary>A <c>ResourceSpans</c> or <c>ResourceLogs</c> with one scope; the items are written by the caller, as field 2.</summary>
    public Proto Batch(string service, string instance, Action<Proto> items) => Nested(1, batch => batch
        .Nested(1, resource => resource.Attribute(1, "service.name", service).Attribute(1, "service.instance.id", instance))
        .Nested(2, scoped =>
        {
            scoped.Nested(1, scope => scope.Text(1, "Tests").Text(2, "1.0"));
            items(scoped);
        }));
}
