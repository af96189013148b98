using System.Net;

namespace StackExchange.Redis.Tests.Configuration;

public sealed class ConfigurationOptionsTests
{
    [Fact]
    public void A_connection_string_is_read()
    {
        var options = ConfigurationOptions.Parse(
            "redis.example:7000, user=catalog,PASSWORD=a=b==,ssl=true,sslHost=other,abortConnect=false,connectTimeout=2000,syncTimeout=1500,"
            + "asyncTimeout=900,connectRetry=5,keepAlive=30,defaultDatabase=2,name=shop,checkCertificateRevocation=no");
        options.EndPoints.ShouldBe([new DnsEndPoint("redis.example", 7000)]);
        options.User.ShouldBe("catalog");
        options.Password.ShouldBe("a=b==");
        options.Ssl.ShouldBeTrue();
        options.SslHost.ShouldBe("other");
        options.AbortOnConnectFail.ShouldBeFalse();
        options.ConnectTimeout.ShouldBe(2000);
        options.SyncTimeout.ShouldBe(1500);
        options.AsyncTimeout.ShouldBe(900);
        options.ConnectRetry.ShouldBe(5);
        options.KeepAlive.ShouldBe(30);
        options.DefaultDatabase.ShouldBe(2);
        options.ClientName.ShouldBe("shop");
        options.CheckCertificateRevocation.ShouldBeFalse();
    }

    [Fact]
    public void The_defaults_are_those_of_the_original()
    {
        var options = ConfigurationOptions.Parse("localhost");
        options.AbortOnConnectFail.ShouldBeTrue();
        options.ConnectRetry.ShouldBe(3);
        options.ConnectTimeout.ShouldBe(5000);
        options.AsyncTimeout.ShouldBe(5000);
        options.KeepAlive.ShouldBe(60);
        options.BacklogPolicy.ShouldBe(BacklogPolicy.Default);
        options.DefaultDatabase.ShouldBeNull();
        options.CheckCertificateRevocation.ShouldBeTrue();
        ConfigurationOptions.Parse("localhost,syncTimeout=7000").ConnectTimeout.ShouldBe(7000);
        ConfigurationOptions.Parse("localhost,syncTimeout=700").AsyncTimeout.ShouldBe(700);
    }

    [Theory]
    [InlineData("localhost", "localhost", 6379)]
    [InlineData("localhost,ssl=true", "localhost", 6380)]
    [InlineData("localhost:1", "localhost", 1)]
    [InlineData("127.0.0.1", "127.0.0.1", 6379)]
    [InlineData("127.0.0.1:7001", "127.0.0.1", 7001)]
    [InlineData("::1", "::1", 6379)]
    [InlineData("[::1]:7001", "::1", 7001)]
    public void Addresses_without_a_port_get_the_default_one(string text, string host, int port)
    {
        var options = ConfigurationOptions.Parse(text);
        options.SetDefaultPorts();
        var endPoint = options.EndPoints.ShouldHaveSingleItem();
        (endPoint is DnsEndPoint dns ? (dns.Host, dns.Port) : (((IPEndPoint)endPoint).Address.ToString(), ((IPEndPoint)endPoint).Port)).ShouldBe((host, port));
    }

    [Theory]
    [InlineData("localhost,colour=red")]
    [InlineData("localhost:port")]
    [InlineData("localhost:70000")]
    [InlineData("a:b:c")]
    [InlineData("localhost,ssl=maybe")]
    [InlineData("localhost,connectTimeout=soon")]
    [InlineData("localhost,asyncTimeout=0")]
    [InlineData(" ")]
    public void What_is_not_understood_is_refused(string text) => Should.Throw<ArgumentException>(() => ConfigurationOptions.Parse(text));

    [Fact]
    public void An_unknown_keyword_is_named_and_can_be_passed_over()
    {
        Should.Throw<ArgumentException>(() => ConfigurationOptions.Parse("localhost,colour=red")).Message.ShouldContain("Keyword 'colour' is not supported.");
        ConfigurationOptions.Parse("localhost,colour=red,writeBuffer=1", ignoreUnknown: true).EndPoints.Count.ShouldBe(1);
    }

    [Fact]
    public void The_text_can_be_read_again_and_hides_the_password_on_request()
    {
        const string Text = "localhost:6400,name=shop,keepAlive=30,asyncTimeout=900,connectTimeout=2000,user=catalog,password=secret,ssl=True,abortConnect=False,defaultDatabase=2";
        ConfigurationOptions.Parse(Text).ToString().ShouldBe(Text);
        ConfigurationOptions.Parse(Text).ToString(includePassword: false).ShouldNotContain("secret");
    }

    [Fact]
    public void A_copy_shares_nothing()
    {
        var options = ConfigurationOptions.Parse("localhost:6400,password=secret,asyncTimeout=900");
        var copy = options.Clone();
        copy.EndPoints.Add("other:1");
        copy.Password = "another";
        options.ToString().ShouldBe("localhost:6400,asyncTimeout=900,password=secret");
        copy.AsyncTimeout.ShouldBe(900);
    }
}
