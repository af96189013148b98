using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace StackExchange.Redis;

public readonly partial struct RedisValue
{
    /// <summary>A value from text.</summary>
    public static implicit operator RedisValue(string? value) => new(value, 0);

    /// <summary>A value from bytes, which are not copied and must not be changed until the command is sent.</summary>
    public static implicit operator RedisValue(byte[]? value) => new(value, value is null ? 0 : (uint)value.Length);

    /// <summary>A value from bytes, which are not copied and must not be changed until the command is sent.</summary>
    public static implicit operator RedisValue(ReadOnlyMemory<byte> value) => FromMemory(value);

    /// <summary>A value from bytes, which are not copied and must not be changed until the command is sent.</summary>
    public static implicit operator RedisValue(Memory<byte> value) => FromMemory(value);

    /// <summary>A whole number.</summary>
    public static implicit operator RedisValue(int value) => FromInteger(value);

    /// <summary>A whole number or nothing.</summary>
    public static implicit operator RedisValue(int? value) => value is { } number ? FromInteger(number) : Null;

    /// <summary>A whole number.</summary>
    public static implicit operator RedisValue(long value) => FromInteger(value);

    /// <summary>A whole number or nothing.</summary>
    public static implicit operator RedisValue(long? value) => value is { } number ? FromInteger(number) : Null;

    /// <summary>A number; infinity is written as Redis does.</summary>
    public static implicit operator RedisValue(double value) => FromDouble(value);

    /// <summary>A number or nothing.</summary>
    public static implicit operator RedisValue(double? value) => value is { } number ? FromDouble(number) : Null;

    /// <summary>1 or 0.</summary>
    public static implicit operator RedisValue(bool value) => FromInteger(value ? 1 : 0);

    /// <summary>1, 0 or nothing.</summary>
    public static implicit operator RedisValue(bool? value) => value is { } flag ? FromInteger(flag ? 1 : 0) : Null;

    /// <summary>The value as text (UTF-8), null if there is none.</summary>
    public static implicit operator string?(RedisValue value) => value._content switch
    {
        null => null,
        string text => text,
        byte[] => Encoding.UTF8.GetString(value.Bytes),
        _ => value.IsInteger ? value._bits.ToString(CultureInfo.InvariantCulture) : FormatDouble(value.Double),
    };

    /// <summary>The bytes of the wire, null if there is no value. May be the array that the value was made of.</summary>
    public static implicit operator byte[]?(RedisValue value)
    {
        if (value._content is byte[] bytes && bytes.Length == value.Bytes.Length)
        {
            return bytes;
        }

        return value.IsNull ? null : value.Encode();
    }

    /// <summary>The bytes of the wire, empty if there is no value. May be the memory that the value was made of.</summary>
    public static implicit operator ReadOnlyMemory<byte>(RedisValue value)
    {
        if (value._content is byte[] bytes)
        {
            return bytes.AsMemory((int)(value._bits >> 32), (int)value._bits);
        }

        return value.IsNull ? default : value.Encode();
    }

    /// <summary>The whole number; 0 if there is no value.</summary>
    /// <exception cref="InvalidCastException">It is not a whole number of this size.</exception>
    public static explicit operator int(RedisValue value) =>
        (long)value is var number and >= int.MinValue and <= int.MaxValue ? (int)number : throw value.NotA("an Int32");

    /// <summary>The whole number, or null if there is no value.</summary>
    public static explicit operator int?(RedisValue value) => value.IsNull ? null : (int)value;

    /// <summary>The whole number; 0 if there is no value.</summary>
    /// <exception cref="InvalidCastException">It is not a whole number.</exception>
    public static explicit operator long(RedisValue value) =>
        value.IsNull ? 0 : value.TryParse(out long number) ? number : throw value.NotA("an Int64");

    /// <summary>The whole number, or null if there is no value.</summary>
    public static explicit operator long?(RedisValue value) => value.IsNull ? null : (long)value;

    /// <summary>The number; 0 if there is no value.</summary>
    /// <exception cref="InvalidCastException">It is not a number.</exception>
    public static explicit operator double(RedisValue value) =>
        value.IsNull ? 0 : value.TryParse(out double number) ? number : throw value.NotA("a Double");

    /// <summary>The number, or null if there is no value.</summary>
    public static explicit operator double?(RedisValue value) => value.IsNull ? null : (double)value;

    /// <summary>1 is true; 0 and no value are false.</summary>
    /// <exception cref="InvalidCastException">It is neither.</exception>
    public static explicit operator bool(RedisValue value) => (long)value switch
    {
        0 => false,
        1 => true,
        _ => throw value.NotA("a Boolean"),
    };

    /// <summary>1 is true, 0 is false, null if there is no value.</summary>
    public static explicit operator bool?(RedisValue value) => value.IsNull ? null : (bool)value;

    /// <summary>Reads the value as a whole number; no value is none.</summary>
    public bool TryParse(out long val)
    {
        var value = Simplify();
        val = value.IsInteger ? value._bits : 0;
        if (value.IsDouble && value.Double is >= long.MinValue and < long.MaxValue && Math.Truncate(value.Double).Equals(value.Double))
        {
            val = (long)value.Double;
            return true;
        }

        return value.IsInteger;
    }

    /// <summary>Reads the value as a whole number; no value is none.</summary>
    public bool TryParse(out int val)
    {
        var isInteger = TryParse(out long number) && number is >= int.MinValue and <= int.MaxValue;
        val = isInteger ? (int)number : 0;
        return isInteger;
    }

    /// <summary>Reads the value as a number; no value is none.</summary>
    public bool TryParse(out double val)
    {
        var value = Simplify();
        val = value.IsNumber ? value.AsDouble() : 0;
        return value.IsNumber;
    }

    /// <summary>Converts an argument of <see cref="IDatabaseAsync.ExecuteAsync(string, object[])"/>.</summary>
    internal static bool TryConvert([NotNullWhen(true)] object? argument, out RedisValue value)
    {
        value = argument switch
        {
            RedisValue given => given,
            RedisKey key => (byte[]?)key,
            string text => text,
            byte[] bytes => bytes,
            ReadOnlyMemory<byte> memory => memory,
            int number => number,
            long number => number,
            double number => number,
            bool flag => flag,
            _ => Null,
        };
        return !value.IsNull;
    }

    private byte[] Encode()
    {
        var bytes = new byte[GetByteCount()];
        CopyTo(bytes);
        return bytes;
    }

    // The value itself may be a secret and stays out of the message.
    private InvalidCastException NotA(string type) => new($"A value of {GetByteCount()} bytes is not {type}.");
}
