using Microsoft.Extensions.Options;

namespace MyArch.Catalog.Tests;

[Collection(DataTierCollection.Name)]
public sealed class CatalogOptionsTests(DataTier tier)
{
    [Theory]
    [InlineData("Catalog:ListTimeToLive", "00:00:00")]
    [InlineData("Catalog:ListTimeToLive", "01:00:00")]
    [InlineData("Catalog:ListTimeToLive", "soon")]
    [InlineData("Admin:Key", "")]
    [InlineData("Admin:Key", "guess me")]
    public async Task A_setting_that_makes_no_sense_keeps_the_instance_from_starting(string key, string value)
    {
        await using var server = tier.CreateServer("postgres", settings: (key, value));

        Should.Throw<OptionsValidationException>(() => server.Address).Message.ShouldContain(key);
    }
}
