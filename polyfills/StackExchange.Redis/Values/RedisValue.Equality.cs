using System.Globalization;
using System.Text;

namespace StackExchange.Redis;

public readonly partial struct RedisValue
{
    /// <summary>Whether both would be the same on the wire, or are the same number.</summary>
    public static bool operator ==(RedisValue x, RedisValue y) => x.Equals(y);

    /// <summary>Whether they differ on the wire and as numbers.</summary>
    public static bool operator !=(RedisValue x, RedisValue y) => !x.Equals(y);

    /// <inheritdoc/>
    public bool Equals(RedisValue other)
    {
        if (IsNull || other.IsNull)
        {
            return IsNull && other.IsNull;
        }

        var x = Simplify();
        var y = other.Simplify();
        return (x._content, y._content) switch
        {
            (byte[], byte[]) => x.Bytes.SequenceEqual(y.Bytes),
            (string, string) => (string)x._content! == (string)y._content!,
            _ when x.IsInteger && y.IsInteger => x._bits == y._bits,
            _ when x.IsNumber && y.IsNumber => x.AsDouble().Equals(y.AsDouble()),
            _ => (string?)x == (string?)y,
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj switch
    {
        null => IsNull,
        RedisValue value => Equals(value),
        string text => Equals((RedisValue)text),
        byte[] bytes => Equals((RedisValue)bytes),
        long number => Equals((RedisValue)number),
        int number => Equals((RedisValue)number),
        double number => Equals((RedisValue)number),
        bool flag => Equals((RedisValue)flag),
        _ => false,
    };

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var value = Simplify();
        if (value.IsNumber)
        {
            return value.AsDouble().GetHashCode();
        }

        return value.IsNull ? 0 : StringComparer.Ordinal.GetHashCode((string)value!);
    }

    private bool IsNumber => IsInteger || IsDouble;

    private double AsDouble() => IsInteger ? _bits : Double;

    /// <summary>Text and bytes that are a number, as that number.</summary>
    private RedisValue Simplify()
    {
        switch (_content)
        {
            case string text when text.Length is > 0 and <= MaxNumberLength:
                return Simplify(text);
            case byte[] when Bytes.Length is > 0 and <= MaxNumberLength && Ascii.IsValid(Bytes):
                Span<char> characters = stackalloc char[MaxNumberLength];
                return Simplify(characters[..Encoding.ASCII.GetChars(Bytes, characters)]);
            default:
                return this;
        }
    }

    private RedisValue Simplify(ReadOnlySpan<char> text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return FromInteger(integer);
        }

        return TryParseDouble(text, out var number) ? FromDouble(number) : this;
    }

    internal static bool TryParseDouble(ReadOnlySpan<char> text, out double value)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        switch (text)
        {
            case "inf" or "+inf" or "INF" or "+INF":
                value = double.PositiveInfinity;
                return true;
            case "-inf" or "-INF":
                value = double.NegativeInfinity;
                return true;
            case "nan" or "NAN" or "-nan":
                value = double.NaN;
                return true;
            default:
                // The framework knows infinity and NaN by other names, which are text to Redis.
                return double.TryParse(text, Styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
        }
    }
}
