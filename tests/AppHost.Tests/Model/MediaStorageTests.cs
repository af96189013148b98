using MyArch.AppHost.AutoScaling;

namespace MyArch.AppHost.Tests.Model;

/// <summary>Where pictures are kept, as <c>Media:Storage</c> says: the media service and the worker are told the same.</summary>
public sealed class MediaStorageTests : IDisposable
{
    private readonly TemporaryDirectory _state = new();

    public void Dispose() => _state.Dispose();

    [Theory]
    [InlineData(null, "S3", null)]
    [InlineData("s3", "S3", null)]
    [InlineData("Shared", "Shared", "media-shared")]
    [InlineData("instancedisk", "InstanceDisk", "media-disks")]
    public async Task Media_and_worker_are_told_the_same_storage(string? setting, string kind, string? folder)
    {
        await using var builder = await AppModel.CreateAsync("test", _state.Path, setting is null ? [] : [$"--Media:Storage={setting}"]);
        foreach (var instance in builder.Resources.OfType<AutoScalingGroupResource>().Where(static group => group.Name is "media" or "worker").SelectMany(static group => group.Instances))
        {
            var variables = await AppModel.VariablesOfAsync(instance.App);

            variables["Storage__Kind"].ShouldBe(kind, instance.App.Name);
            variables.GetValueOrDefault("Storage__Directory").ShouldBe(folder is null ? null : _state.Combine("test", folder), instance.App.Name);
            variables.ContainsKey("Storage__Bucket").ShouldBe(folder is null, instance.App.Name);
        }
    }

    [Fact]
    public async Task A_storage_that_is_none_is_refused_with_those_that_are() =>
        (await Should.ThrowAsync<StartupException>(() => AppModel.CreateAsync("dev", _state.Path, "--Media:Storage=Tape"))).Message
            .ShouldBe("Media:Storage is 'Tape'. It must be one of S3, Shared, InstanceDisk.");
}
