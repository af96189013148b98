using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>
/// What all signals have in common: texts, attributes, values, resources and scopes. One for each request; it also sums up, in <see cref="Bytes"/>, what
/// the item that is being read takes in memory, a shared text counting for the item that brought it.
/// </summary>
/// <seealso href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/common/v1/common.proto"/>
internal sealed class OtlpReader(TelemetryLimits limits, OtlpTexts texts)
{
    /// <summary>One item (a span with its events and links, a log record, a data point) takes no more; what exceeds it is dropped and counted.</summary>
    public const long MaxItemBytes = 1 << 20;

    /// <summary>What a resource or a scope may say of itself.</summary>
    private const long MaxResourceBytes = 16 << 10;

    // KeyValue: string key = 1; AnyValue value = 2.
    private static readonly uint KeyTag = ProtobufReader.Tag(1, WireType.Length);
    private static readonly uint ValueTag = ProtobufReader.Tag(2, WireType.Length);

    // Resource: repeated KeyValue attributes = 1. KeyValueList: repeated KeyValue values = 1. ArrayValue: repeated AnyValue values = 1.
    private static readonly uint ItemTag = ProtobufReader.Tag(1, WireType.Length);

    // InstrumentationScope: string name = 1; string version = 2; repeated KeyValue attributes = 3.
    private static readonly uint ScopeNameTag = ProtobufReader.Tag(1, WireType.Length);
    private static readonly uint ScopeVersionTag = ProtobufReader.Tag(2, WireType.Length);
    private static readonly uint ScopeAttributesTag = ProtobufReader.Tag(3, WireType.Length);

    // A stack: attributes that are being read lie above those of what encloses them.
    private KeyValuePair<string, TelemetryValue>[] _attributes = new KeyValuePair<string, TelemetryValue>[64];
    private int _count;
    private long _budget = MaxItemBytes;

    /// <summary>Memory of the item so far. The walk sets it back at the start of each item.</summary>
    public long Bytes { get; set; }

    /// <summary>Of a name: of a span, an event, an instrument, an attribute.</summary>
    public string ReadName(ReadOnlySpan<byte> utf8) => Pooled(texts.Names, Cut(utf8, limits.MaxAttributeLength));

    /// <summary>Of a value that may repeat.</summary>
    public string ReadText(ReadOnlySpan<byte> utf8) => Pooled(texts.Values, Cut(utf8, limits.MaxAttributeLength));

    /// <summary>The body of a log record, which may be longer.</summary>
    public string ReadMessage(ReadOnlySpan<byte> utf8) => Pooled(texts.Values, Cut(utf8, 4 * limits.MaxAttributeLength));

    private string Pooled(TextPool pool, ReadOnlySpan<byte> utf8)
    {
        var text = pool.Get(utf8, out var allocated);
        Bytes += allocated;
        return text;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> utf8, int length)
    {
        if (utf8.Length <= length)
        {
            return utf8;
        }

        // Not within a character: its later bytes begin with the bits 10.
        while (length > 0 && (utf8[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return utf8[..length];
    }

    /// <summary>Begins attributes: hand the result to <c>Add</c> for each <c>KeyValue</c>, then to <see cref="End"/>.</summary>
    public int Begin() => _count;

    /// <returns>False: dropped, there are too many.</returns>
    public bool Add(int begin, ReadOnlySpan<byte> keyValue) => Add(begin, keyValue, ProtobufReader.MaxDepth);

    private bool Add(int begin, ReadOnlySpan<byte> keyValue, int depth)
    {
        var reader = new ProtobufReader(keyValue);
        ReadOnlySpan<byte> key = default;
        TelemetryValue value = default;
        var before = Bytes;
        var full = _count - begin >= limits.MaxAttributeCount || Bytes >= _budget;
        while (reader.TryReadTag(out var tag))
        {
            if (tag == KeyTag)
            {
                key = reader.ReadBytes();
            }
            else if (tag == ValueTag)
            {
                // What is dropped is read all the same: a malformed request is one wherever the fault is.
                value = ReadValue(reader.ReadBytes(), depth - 1);
            }
            else
            {
                reader.Skip(tag);
            }
        }

        if (full)
        {
            Bytes = before;
            return false;
        }

        return Push(begin, ReadName(key), value);
    }

    private bool Push(int begin, string key, in TelemetryValue value)
    {
        for (var i = begin; i < _count; i++)
        {
            // A name that comes twice: the later value counts.
            if (ReferenceEquals(_attributes[i].Key, key) || _attributes[i].Key == key)
            {
                _attributes[i] = new(key, value);
                return true;
            }
        }

        if (_count == _attributes.Length)
        {
            Array.Resize(ref _attributes, 2 * _count);
        }

        _attributes[_count++] = new(key, value);
        Bytes += TelemetrySize.Attribute;
        return true;
    }

    public TelemetryAttributes End(int begin)
    {
        if (_count == begin)
        {
            return default;
        }

        var items = _attributes.AsSpan(begin, _count - begin).ToArray();
        _count = begin;
        Bytes += TelemetrySize.Array;
        return new(items);
    }

    /// <summary>An <c>AnyValue</c>; of several that are set the last one counts. Nested deeper than <see cref="ProtobufReader.MaxDepth"/>: malformed.</summary>
    public TelemetryValue ReadValue(ReadOnlySpan<byte> anyValue) => ReadValue(anyValue, ProtobufReader.MaxDepth);

    private TelemetryValue ReadValue(ReadOnlySpan<byte> anyValue, int depth)
    {
        if (depth <= 0)
        {
            throw ProtobufReader.TooDeep();
        }

        var reader = new ProtobufReader(anyValue);
        TelemetryValue value = default;
        while (reader.TryReadTag(out var tag))
        {
            // string_value = 1, bool_value = 2, int_value = 3, double_value = 4, array_value = 5, kvlist_value = 6, bytes_value = 7.
            switch (tag)
            {
                case (1 << 3) | WireType.Length:
                    value = TelemetryValue.From(ReadText(reader.ReadBytes()));
                    break;
                case (2 << 3) | WireType.Varint:
                    value = TelemetryValue.From(reader.ReadBoolean());
                    break;
                case (3 << 3) | WireType.Varint:
                    value = TelemetryValue.From(reader.ReadInt64());
                    break;
                case (4 << 3) | WireType.Fixed64:
                    value = TelemetryValue.From(reader.ReadDouble());
                    break;
                case (5 << 3) | WireType.Length:
                    value = TelemetryValue.From(ReadArray(reader.ReadBytes(), depth - 1));
                    break;
                case (6 << 3) | WireType.Length:
                    value = TelemetryValue.From(ReadKeyValues(reader.ReadBytes(), depth - 1));
                    break;
                case (7 << 3) | WireType.Length:
                    value = TelemetryValue.From(ReadBlob(reader.ReadBytes()));
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return value;
    }

    private byte[] ReadBlob(ReadOnlySpan<byte> bytes)
    {
        var blob = bytes[..Math.Min(bytes.Length, limits.MaxAttributeLength)].ToArray();
        Bytes += TelemetrySize.Array + blob.Length;
        return blob;
    }

    private TelemetryValue[] ReadArray(ReadOnlySpan<byte> arrayValue, int depth)
    {
        var reader = new ProtobufReader(arrayValue);
        var values = new List<TelemetryValue>();
        Bytes += TelemetrySize.Array;
        while (reader.TryReadNext(ItemTag, out var item))
        {
            var before = Bytes;
            var value = ReadValue(item, depth);
            if (before < _budget)
            {
                values.Add(value);
                Bytes += 16;
            }
            else
            {
                Bytes = before;
            }
        }

        return [.. values];
    }

    private TelemetryAttributes ReadKeyValues(ReadOnlySpan<byte> message, int depth)
    {
        var reader = new ProtobufReader(message);
        var begin = Begin();
        while (reader.TryReadNext(ItemTag, out var keyValue))
        {
            Add(begin, keyValue, depth);
        }

        return End(begin);
    }

    /// <summary>What a <c>Resource</c> says of itself; empty: nothing is known of it.</summary>
    public TelemetryAttributes ReadResource(ReadOnlySpan<byte> resource)
    {
        _budget = Bytes + MaxResourceBytes;
        var attributes = ReadKeyValues(resource, ProtobufReader.MaxDepth);
        _budget = MaxItemBytes;
        return attributes;
    }

    /// <summary>An <c>InstrumentationScope</c>; empty: none.</summary>
    public TelemetryScope ReadScope(ReadOnlySpan<byte> scope)
    {
        _budget = Bytes + MaxResourceBytes;
        var reader = new ProtobufReader(scope);
        var (name, version) = ("", "");
        var begin = Begin();
        while (reader.TryReadTag(out var tag))
        {
            if (tag == ScopeNameTag)
            {
                name = ReadName(reader.ReadBytes());
            }
            else if (tag == ScopeVersionTag)
            {
                version = ReadName(reader.ReadBytes());
            }
            else if (tag == ScopeAttributesTag)
            {
                Add(begin, reader.ReadBytes());
            }
            else
            {
                reader.Skip(tag);
            }
        }

        var attributes = End(begin);
        _budget = MaxItemBytes;
        return Scope(name, version, attributes);
    }

    private TelemetryScope Scope(string name, string version, TelemetryAttributes attributes)
    {
        if (attributes.Count == 0 && texts.Scopes.TryGet(name, version, out var known))
        {
            return known;
        }

        Bytes += 56;
        return new(name, version, attributes);
    }
}
