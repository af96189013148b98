using System.Globalization;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>One value of an attribute or a log's body. 16 bytes; numbers are not boxed.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct TelemetryValue : IEquatable<TelemetryValue>
{
    // Stands in for the reference of a value that lives in _bits, and names its kind.
    private sealed class Marker(TelemetryValueKind kind)
    {
        public static readonly Marker Boolean = new(TelemetryValueKind.Boolean);
        public static readonly Marker Long = new(TelemetryValueKind.Long);
        public static readonly Marker Double = new(TelemetryValueKind.Double);

        public TelemetryValueKind Kind { get; } = kind;
    }

    private readonly object? _reference;
    private readonly long _bits;

    private TelemetryValue(object? reference, long bits = 0)
    {
        _reference = reference;
        _bits = bits;
    }

    public static TelemetryValue Empty => default;

    public TelemetryValueKind Kind => _reference switch
    {
        string => TelemetryValueKind.String,
        Marker marker => marker.Kind,
        null => TelemetryValueKind.Empty,
        byte[] => TelemetryValueKind.Bytes,
        TelemetryValue[] => TelemetryValueKind.Array,
        _ => TelemetryValueKind.Attributes,
    };

    /// <summary>The text of a <see cref="TelemetryValueKind.String"/>; null for every other kind.</summary>
    public string? AsString => _reference as string;

    /// <summary>False unless the kind is <see cref="TelemetryValueKind.Boolean"/>.</summary>
    public bool AsBoolean => ReferenceEquals(_reference, Marker.Boolean) && _bits != 0;

    /// <summary>0 unless the kind is <see cref="TelemetryValueKind.Long"/>.</summary>
    public long AsLong => ReferenceEquals(_reference, Marker.Long) ? _bits : 0;

    /// <summary>0 unless the kind is <see cref="TelemetryValueKind.Double"/>.</summary>
    public double AsDouble => ReferenceEquals(_reference, Marker.Double) ? BitConverter.Int64BitsToDouble(_bits) : 0;

    /// <summary>Empty unless the kind is <see cref="TelemetryValueKind.Bytes"/>.</summary>
    public ReadOnlyMemory<byte> AsBytes => _reference as byte[];

    /// <summary>Empty unless the kind is <see cref="TelemetryValueKind.Array"/>.</summary>
    public IReadOnlyList<TelemetryValue> AsArray => _reference as TelemetryValue[] ?? [];

    /// <summary>Empty unless the kind is <see cref="TelemetryValueKind.Attributes"/>.</summary>
    public TelemetryAttributes AsAttributes => new(_reference as KeyValuePair<string, TelemetryValue>[]);

    public static TelemetryValue From(string value) => new(value);

    public static TelemetryValue From(bool value) => new(Marker.Boolean, value ? 1 : 0);

    public static TelemetryValue From(long value) => new(Marker.Long, value);

    public static TelemetryValue From(double value) => new(Marker.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>The array becomes the value's own: whoever hands it over changes it no more.</summary>
    public static TelemetryValue From(byte[] value) => new(value);

    /// <inheritdoc cref="From(byte[])"/>
    public static TelemetryValue From(TelemetryValue[] value) => new(value);

    public static TelemetryValue From(TelemetryAttributes value) => new(value.Items);

    public static implicit operator TelemetryValue(string value) => From(value);

    public static implicit operator TelemetryValue(bool value) => From(value);

    public static implicit operator TelemetryValue(long value) => From(value);

    public static implicit operator TelemetryValue(double value) => From(value);

    /// <summary>The value for people, as Aspire's dashboard writes it: text as it is, arrays and nested attributes as JSON, bytes as hexadecimal digits.</summary>
    public override string ToString() => Kind switch
    {
        TelemetryValueKind.Empty => "",
        TelemetryValueKind.String => AsString!,
        TelemetryValueKind.Boolean => AsBoolean ? "true" : "false",
        TelemetryValueKind.Long => AsLong.ToString(CultureInfo.InvariantCulture),
        TelemetryValueKind.Double => AsDouble.ToString(CultureInfo.InvariantCulture),
        TelemetryValueKind.Bytes => Convert.ToHexStringLower(AsBytes.Span),
        _ => TelemetryJson.Write(this),
    };

    public bool Equals(TelemetryValue other) => (_reference, other._reference) switch
    {
        (string a, string b) => a == b,
        (Marker a, Marker b) => ReferenceEquals(a, b) && _bits == other._bits,
        (null, null) => true,
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (TelemetryValue[] a, TelemetryValue[] b) => a.AsSpan().SequenceEqual(b),
        (KeyValuePair<string, TelemetryValue>[], KeyValuePair<string, TelemetryValue>[]) => AsAttributes.Equals(other.AsAttributes),
        _ => false,
    };

    public override bool Equals(object? obj) => obj is TelemetryValue other && Equals(other);

    public override int GetHashCode() => _reference switch
    {
        string text => text.GetHashCode(StringComparison.Ordinal),
        Marker => _bits.GetHashCode(),
        byte[] bytes => bytes.Length,
        TelemetryValue[] array => array.Length,
        KeyValuePair<string, TelemetryValue>[] items => items.Length,
        _ => 0,
    };

    public static bool operator ==(TelemetryValue left, TelemetryValue right) => left.Equals(right);

    public static bool operator !=(TelemetryValue left, TelemetryValue right) => !left.Equals(right);
}
