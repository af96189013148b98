using MyArch.AppHost.AutoScaling;
using MyArch.AppHost.LocalAws;
using MyArch.AppHost.State;

namespace MyArch.AppHost.Media;

/// <summary>Chooses where pictures are kept: the three ways that the lessons compare.</summary>
internal static class MediaStorageBuilderExtensions
{
    private const string Key = "Media:Storage";
    private const string S3 = "S3";
    private const string Shared = "Shared";
    private const string InstanceDisk = "InstanceDisk";
    private static readonly string[] Known = [S3, Shared, InstanceDisk];

    /// <summary>
    /// Gives the group's apps the storage that <c>Media:Storage</c> names: <c>S3</c> (default), <c>Shared</c> (a directory that all of them have, as EFS) or <c>InstanceDisk</c> (a disk for each,
    /// as EBS: the mistake).
    /// </summary>
    /// <exception cref="StartupException">There is no such storage.</exception>
    public static IResourceBuilder<AutoScalingGroupResource> WithMediaStorage(
        this IResourceBuilder<AutoScalingGroupResource> group, IResourceBuilder<BucketResource> bucket, StateDirectory state)
    {
        var asked = group.ApplicationBuilder.Configuration[Key] ?? S3;
        var kind = Known.FirstOrDefault(known => known.Equals(asked, StringComparison.OrdinalIgnoreCase))
            ?? throw new StartupException($"{Key} is '{asked}'. It must be one of {string.Join(", ", Known)}.");
        return group.WithApps(app =>
        {
            app.WithEnvironment("Storage__Kind", kind);
            if (kind == S3)
            {
                app.WithReference(bucket);
            }
            else
            {
                app.WithEnvironment("Storage__Directory", state.PathOf(kind == Shared ? "media-shared" : "media-disks"));
            }
        });
    }
}
