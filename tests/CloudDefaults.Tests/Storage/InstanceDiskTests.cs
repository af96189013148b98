using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Storage;

namespace MyArch.CloudDefaults.Tests.Storage;

public sealed class InstanceDiskTests(AwsEndpoint endpoint) : StorageTests(endpoint)
{
    protected override StorageKind Kind => StorageKind.InstanceDisk;

    [Fact]
    public async Task Another_instance_sees_nothing_of_it()
    {
        await WriteAsync("original/unseen", [1]);
        using var other = Build("media-b1");

        (await other.Services.GetRequiredService<IBlobStorage>().OpenAsync("original/unseen", null, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("S3", "Storage:Bucket", "")]
    [InlineData("Shared", "Storage:Directory", "")]
    [InlineData("InstanceDisk", "Storage:Directory", "relative/path")]
    [InlineData("Floppy", "Storage:Kind", "Floppy")]
    public void A_storage_that_lacks_what_it_needs_keeps_the_instance_from_starting(string kind, string key, string value)
    {
        using var service = Service.Build(new Uri("http://127.0.0.1:1"), static builder => builder.AddBlobStorage(), ("Storage:Kind", kind), (key, value));

        Should.Throw<OptionsValidationException>(() => service.Services.GetRequiredService<IOptions<StorageOptions>>().Value).Message.ShouldContain(kind == "Floppy" ? "Kind" : key);
    }
}
