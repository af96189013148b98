namespace StackExchange.Redis;

public abstract partial class RedisResult
{
    /// <summary>The value; an array of one is its item.</summary>
    /// <exception cref="InvalidCastException">It is not one value.</exception>
    /// <exception cref="RedisServerException">It is an error.</exception>
    public static explicit operator RedisValue(RedisResult? result) => result?.ToValue() ?? RedisValue.Null;

    /// <summary>The value as text.</summary>
    public static explicit operator string?(RedisResult? result) => (RedisValue)result;

    /// <summary>The value as bytes.</summary>
    public static explicit operator byte[]?(RedisResult? result) => (RedisValue)result;

    /// <summary>The value as a key.</summary>
    public static explicit operator RedisKey(RedisResult? result) => (byte[]?)(RedisValue)result;

    /// <summary>The value as a whole number.</summary>
    public static explicit operator int(RedisResult result) => (int)(RedisValue)result;

    /// <summary>The value as a whole number, or null.</summary>
    public static explicit operator int?(RedisResult? result) => (int?)(RedisValue)result;

    /// <summary>The value as a whole number.</summary>
    public static explicit operator long(RedisResult result) => (long)(RedisValue)result;

    /// <summary>The value as a whole number, or null.</summary>
    public static explicit operator long?(RedisResult? result) => (long?)(RedisValue)result;

    /// <summary>The value as a number.</summary>
    public static explicit operator double(RedisResult result) => (double)(RedisValue)result;

    /// <summary>The value as a number, or null.</summary>
    public static explicit operator double?(RedisResult? result) => (double?)(RedisValue)result;

    /// <summary>1 is true; 0 and null are false.</summary>
    public static explicit operator bool(RedisResult result) => (bool)(RedisValue)result;

    /// <summary>1 is true, 0 is false, or null.</summary>
    public static explicit operator bool?(RedisResult? result) => (bool?)(RedisValue)result;

    /// <summary>The items.</summary>
    public static explicit operator RedisResult[]?(RedisResult? result) => result?.ToResults();

    /// <summary>The items as values.</summary>
    public static explicit operator RedisValue[]?(RedisResult? result) => result?.ToValues();

    /// <summary>The items as text.</summary>
    public static explicit operator string?[]?(RedisResult? result) =>
        result?.ToValues() is { } values ? Array.ConvertAll(values, static value => (string?)value) : null;

    /// <summary>The items as whole numbers.</summary>
    public static explicit operator long[]?(RedisResult? result) =>
        result?.ToValues() is { } values ? Array.ConvertAll(values, static value => (long)value) : null;
}
