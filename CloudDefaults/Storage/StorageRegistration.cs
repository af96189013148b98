using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Aws;
using MyArch.ServiceDefaults;

namespace MyArch.CloudDefaults.Storage;

/// <summary>Registers where a service keeps its files.</summary>
public static class StorageRegistration
{
    /// <summary>Adds <see cref="IBlobStorage"/> of the kind that <see cref="StorageOptions"/> of the section <c>Storage</c> says.</summary>
    public static IHostApplicationBuilder AddBlobStorage(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<StorageOptions>(StorageOptions.Section);
        // What a kind needs is asked for by that kind only. One that cannot be read is an error of the options.
        var kind = builder.Configuration.GetSection(StorageOptions.Section)[nameof(StorageOptions.Kind)] ?? nameof(StorageKind.S3);
        if (kind.Equals(nameof(StorageKind.S3), StringComparison.OrdinalIgnoreCase))
        {
            builder.AddS3Client();
        }
        else if (kind.Equals(nameof(StorageKind.InstanceDisk), StringComparison.OrdinalIgnoreCase))
        {
            builder.AddValidatedOptions<InstanceOptions>(InstanceOptions.Section);
        }

        builder.Services.AddSingleton<IBlobStorage>(static services =>
        {
            var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
            return options.Kind switch
            {
                StorageKind.Shared => new DirectoryStorage(StorageKind.Shared, options.Directory!),
                StorageKind.InstanceDisk => new DirectoryStorage(
                    StorageKind.InstanceDisk, Path.Combine(options.Directory!, services.GetRequiredService<IOptions<InstanceOptions>>().Value.Id)),
                _ => new S3Storage(services.GetRequiredService<IAmazonS3>(), options.Bucket!),
            };
        });
        return builder;
    }
}
