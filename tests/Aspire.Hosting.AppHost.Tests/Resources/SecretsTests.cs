using Aspire.Hosting.Engine.Logging;
using MaskedSecrets = Aspire.Hosting.Dashboard.Resources.Secrets;

namespace Aspire.Hosting.Dashboard.Tests.Resources;

public sealed class SecretsTests
{
    private const string M = MaskedSecrets.Mask;

    [Theory]
    [InlineData("Api__Key")]
    [InlineData("POSTGRES_PASSWORD")]
    [InlineData("Origin__Secret")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("ConnectionStrings__store")]
    [InlineData("Connection string")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    public void A_name_says_that_the_value_is_secret(string name) => New().Show(name, "anything").Text.ShouldBe(M);

    [Theory]
    [InlineData("http://user:pass@host:1/path", "http://" + M + "@host:1/path")]
    [InlineData("postgres://host:5432/db", "postgres://host:5432/db")]
    [InlineData("Host=h;Username=u;Password=p;Timeout=3", "Host=h;Username=u;Password=" + M + ";Timeout=3")]
    [InlineData("Host=h;Password=\"a;b\";Timeout=3", "Host=h;Password=" + M + ";Timeout=3")]
    [InlineData("h:1,user=u,password=p,ssl=true", "h:1,user=u,password=" + M + ",ssl=true")]
    [InlineData("https://host/?a=1&token=abc&b=2", "https://host/?a=1&token=" + M + "&b=2")]
    [InlineData("AccountKey=abc==;EndpointSuffix=x", "AccountKey=" + M + ";EndpointSuffix=x")]
    [InlineData("mail someone@example.com", "mail someone@example.com")]
    [InlineData("service.namespace=cart,cloud.availability_zone=a", "service.namespace=cart,cloud.availability_zone=a")]
    public void Credentials_within_a_value_are_masked_and_the_rest_is_shown(string value, string shown)
    {
        var result = New().Show("Backend", value);

        result.Text.ShouldBe(shown);
        result.IsMasked.ShouldBe(shown != value);
    }

    [Fact]
    public void What_the_host_knows_to_be_a_secret_is_masked_wherever_it_is()
    {
        var mask = new SecretMask();
        mask.Add("known-secret");

        new MaskedSecrets(mask).Show("Innocent", "before known-secret after").Text.ShouldBe(M);
    }

    [Fact]
    public void A_sensitive_property_is_masked_and_an_empty_one_is_empty()
    {
        New().Show("Arguments", "x", isSensitive: true).Text.ShouldBe(M);
        New().Show("Password", "").ShouldBe(new("", IsMasked: false));
    }

    private static MaskedSecrets New() => new(new SecretMask());
}
