using System.Text;

namespace StackExchange.Redis.Tests.Values;

public sealed class RedisValueTests
{
    [Fact]
    public void Nothing_empty_and_zero_are_told_apart()
    {
        RedisValue.Null.IsNull.ShouldBeTrue();
        RedisValue.Null.HasValue.ShouldBeFalse();
        ((RedisValue)(string?)null).IsNull.ShouldBeTrue();
        ((RedisValue)(byte[]?)null).IsNull.ShouldBeTrue();
        ((RedisValue)(int?)null).IsNull.ShouldBeTrue();
        ((RedisValue)(double?)null).IsNull.ShouldBeTrue();
        ((RedisValue)(bool?)null).IsNull.ShouldBeTrue();

        RedisValue.EmptyString.IsNull.ShouldBeFalse();
        RedisValue.EmptyString.IsNullOrEmpty.ShouldBeTrue();
        ((RedisValue)Array.Empty<byte>()).IsNull.ShouldBeFalse();
        ((RedisValue)Array.Empty<byte>()).HasValue.ShouldBeFalse();
        ((RedisValue)0).HasValue.ShouldBeTrue();
        (RedisValue.Null == RedisValue.EmptyString).ShouldBeFalse();
        (RedisValue.Null == 0).ShouldBeFalse();
    }

    [Fact]
    public void Values_are_equal_if_they_are_so_on_the_wire()
    {
        RedisValue[] fives = ["5", 5, 5L, 5.0, "5"u8.ToArray(), new ReadOnlyMemory<byte>("x5y"u8.ToArray(), 1, 1), "+5", "5.0", "05"];
        foreach (var one in fives)
        {
            foreach (var other in fives)
            {
                (one == other).ShouldBeTrue($"{one} and {other}");
                one.GetHashCode().ShouldBe(other.GetHashCode(), $"{one} and {other}");
            }
        }

        RedisValue[] different = [RedisValue.Null, "", "5 ", " 5", 6, "a", "A", "a\0", true, double.NaN, double.PositiveInfinity, new byte[] { 255, 254 }];
        for (var one = 0; one < different.Length; one++)
        {
            for (var other = 0; other < different.Length; other++)
            {
                (different[one] == different[other]).ShouldBe(one == other, $"{one} and {other}");
            }
        }

        ((RedisValue)"grün" == (RedisValue)Encoding.UTF8.GetBytes("grün")).ShouldBeTrue();
        ((RedisValue)"grün").GetHashCode().ShouldBe(((RedisValue)Encoding.UTF8.GetBytes("grün")).GetHashCode());
        ((RedisValue)true == 1).ShouldBeTrue();
        ((RedisValue)"+inf" == double.PositiveInfinity).ShouldBeTrue();
        (RedisValue.FromInteger(long.MaxValue) == long.MaxValue - 1).ShouldBeFalse();
    }

    [Fact]
    public void Numbers_are_read_from_text_and_bytes()
    {
        ((int)(RedisValue)"42").ShouldBe(42);
        ((long)(RedisValue)"-9223372036854775808"u8.ToArray()).ShouldBe(long.MinValue);
        ((double)(RedisValue)"1.5e3").ShouldBe(1500);
        ((double)(RedisValue)"-inf").ShouldBe(double.NegativeInfinity);
        ((int)(RedisValue)3.0).ShouldBe(3);
        ((bool)(RedisValue)"1").ShouldBeTrue();
        ((bool)(RedisValue)0).ShouldBeFalse();
        ((long)RedisValue.Null).ShouldBe(0);
        ((long?)RedisValue.Null).ShouldBeNull();
        ((bool)RedisValue.Null).ShouldBeFalse();
        ((bool?)RedisValue.Null).ShouldBeNull();

        Should.Throw<InvalidCastException>(() => (int)(RedisValue)"secret text").Message.ShouldNotContain("secret");
        Should.Throw<InvalidCastException>(() => (int)(RedisValue)3_000_000_000L);
        Should.Throw<InvalidCastException>(() => (long)(RedisValue)1.5);
        Should.Throw<InvalidCastException>(() => (bool)(RedisValue)2);
        Should.Throw<InvalidCastException>(() => (double)(RedisValue)"");
        ((RedisValue)"12x").TryParse(out int _).ShouldBeFalse();
        ((RedisValue)"12").TryParse(out int twelve).ShouldBeTrue();
        twelve.ShouldBe(12);
    }

    [Fact]
    public void Numbers_are_written_as_redis_does()
    {
        ((string?)(RedisValue)long.MinValue).ShouldBe("-9223372036854775808");
        ((string?)(RedisValue)0.1).ShouldBe("0.1");
        ((string?)(RedisValue)double.NegativeInfinity).ShouldBe("-inf");
        ((string?)(RedisValue)false).ShouldBe("0");
        ((byte[]?)(RedisValue)(-17)).ShouldBe("-17"u8.ToArray());
        ((RedisValue)1.7976931348623157e308).Length().ShouldBe(((string?)(RedisValue)double.MaxValue)!.Length);
    }

    [Fact]
    public void Bytes_come_back_as_they_are()
    {
        byte[] bytes = [0, 1, 13, 10, 255];
        ((byte[]?)(RedisValue)bytes).ShouldBe(bytes);
        ((byte[]?)(RedisValue)new ReadOnlyMemory<byte>(bytes, 1, 3)).ShouldBe([1, 13, 10]);
        ((ReadOnlyMemory<byte>)(RedisValue)new Memory<byte>(bytes, 1, 3)).ToArray().ShouldBe([1, 13, 10]);
        ((ReadOnlyMemory<byte>)(RedisValue)"é").ToArray().ShouldBe([0xC3, 0xA9]);
        ((ReadOnlyMemory<byte>)RedisValue.Null).IsEmpty.ShouldBeTrue();
        ((byte[]?)RedisValue.Null).ShouldBeNull();
        ((string?)RedisValue.Null).ShouldBeNull();
        RedisValue.Null.ToString().ShouldBe("");
    }

    [Fact]
    public void A_key_is_the_same_as_text_and_as_bytes()
    {
        RedisKey text = "cart:é";
        RedisKey bytes = Encoding.UTF8.GetBytes("cart:é");
        (text == bytes).ShouldBeTrue();
        text.GetHashCode().ShouldBe(bytes.GetHashCode());
        (text != "cart:e").ShouldBeTrue();
        ((RedisKey)"a").Append("b").ShouldBe((RedisKey)"ab");
        ((RedisKey)"a").Append("b"u8.ToArray()).ShouldBe((RedisKey)"ab");
        default(RedisKey).ToString().ShouldBe("(null)");
        ((string?)bytes).ShouldBe("cart:é");
    }
}
