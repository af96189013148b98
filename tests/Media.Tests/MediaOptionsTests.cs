using Microsoft.Extensions.Options;

namespace MyArch.Media.Tests;

[Collection(MediaTierCollection.Name)]
public sealed class MediaOptionsTests(MediaTier tier)
{
    [Theory]
    [InlineData("Media:ListTimeToLive", "00:00:00")]
    [InlineData("Media:ResendAfter", "soon")]
    [InlineData("Media:OrphanAge", "00:00:00")]
    [InlineData("Media:SweepTimeout", "01:00:00")]
    [InlineData("Media:MostUploads", "0")]
    [InlineData("Media:SpoolDirectory", "")]
    [InlineData("Storage:Bucket", "")]
    [InlineData("Jobs:QueueUrl", "")]
    [InlineData("Admin:Key", "guess me")]
    public async Task A_setting_that_makes_no_sense_keeps_the_instance_from_starting(string key, string value)
    {
        await using var server = tier.CreateServer(new Tenant("postgres", "media", "http://127.0.0.1:1/queue", "/tmp"), settings: (key, value));

        Should.Throw<OptionsValidationException>(() => server.Address).Message.ShouldContain(key);
    }
}
