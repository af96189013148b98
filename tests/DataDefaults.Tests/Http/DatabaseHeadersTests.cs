using Microsoft.AspNetCore.Http;
using NpgsqlTypes;

namespace MyArch.DataDefaults.Tests.Http;

public sealed class DatabaseHeadersTests
{
    [Theory]
    [InlineData("0/16B3748", null, 0x16B3748UL)]
    [InlineData("16/B374D848", "0/1", 0x16B374D848UL)]
    [InlineData(null, "16/B374D848", 0x16B374D848UL)]
    [InlineData("FFFFFFFF/FFFFFFFF", null, ulong.MaxValue)]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData("nonsense", "0/1", null)]
    [InlineData("0/0", null, null)]
    [InlineData("1", null, null)]
    [InlineData("0/16B3748, 0/1", null, null)]
    [InlineData("-1/2", null, null)]
    [InlineData("0/16B374800000000000000", null, null)]
    [InlineData("0/1'; drop table items", null, null)]
    public void The_token_is_that_of_the_header_else_of_the_cookie_and_a_malformed_one_is_none(string? header, string? cookie, ulong? position)
    {
        var request = new DefaultHttpContext().Request;
        if (header is not null)
        {
            request.Headers[DatabaseHeaders.ConsistencyToken] = header;
        }

        if (cookie is not null)
        {
            request.Headers.Cookie = $"theme=dark; {DatabaseHeaders.ConsistencyCookie}={cookie}";
        }

        var expected = position is { } number ? new NpgsqlLogSequenceNumber(number) : (NpgsqlLogSequenceNumber?)null;
        request.ReadConsistencyToken().ShouldBe(expected);
    }

    [Fact]
    public void What_is_written_can_be_read()
    {
        var context = new DefaultHttpContext();
        var position = new NpgsqlLogSequenceNumber(0x16B374D848);

        context.Response.SetConsistencyToken(position);
        context.Request.Headers[DatabaseHeaders.ConsistencyToken] = context.Response.Headers[DatabaseHeaders.ConsistencyToken];

        context.Request.ReadConsistencyToken().ShouldBe(position);
    }

    [Fact]
    public void A_position_that_is_not_known_is_no_token()
    {
        var response = new DefaultHttpContext().Response;

        response.SetConsistencyToken(NpgsqlLogSequenceNumber.Invalid);

        response.Headers.ContainsKey(DatabaseHeaders.ConsistencyToken).ShouldBeFalse();
    }

    [Fact]
    public void The_answer_says_who_was_asked()
    {
        var response = new DefaultHttpContext().Response;

        response.SetDatabaseRole(DatabaseRole.Replica);
        response.SetCacheOutcome(CacheOutcome.Miss);
        response.Headers["X-Database"].ToString().ShouldBe("replica");
        response.Headers["X-Cache"].ToString().ShouldBe("miss");

        response.SetDatabaseRole(DatabaseRole.Primary);
        response.SetCacheOutcome(CacheOutcome.Hit);
        response.Headers["X-Database"].ToString().ShouldBe("primary");
        response.Headers["X-Cache"].ToString().ShouldBe("hit");
    }
}
