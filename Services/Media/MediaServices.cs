using Microsoft.Extensions.DependencyInjection.Extensions;
using MyArch.Media.Library;
using MyArch.Media.Posts;
using MyArch.Media.Renditions;
using MyArch.Media.Sweep;
using MyArch.Media.Uploads;
using MyArch.ServiceDefaults;

namespace MyArch.Media;

/// <summary>What the service registers on top of its database, its cache, its queue and its storage.</summary>
internal static class MediaServices
{
    /// <summary>Adds the service, with its options from the section <see cref="MediaOptions.Section"/> and the administrator's key.</summary>
    public static IHostApplicationBuilder AddMedia(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<MediaOptions>(MediaOptions.Section);
        builder.AddAdminKey();
        builder.AddTelemetryMeters(MediaMetrics.MeterName);
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, MediaContracts.Default));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<MediaMetrics>();
        builder.Services.AddSingleton<MediaLibrary>();
        builder.Services.AddSingleton<MediaRegister>();
        builder.Services.AddSingleton<UploadSlots>();
        builder.Services.AddSingleton<Uploader>();
        builder.Services.AddSingleton<RenditionRegister>();
        builder.Services.AddSingleton<RenditionRequests>();
        builder.Services.AddSingleton<Orphans>();
        builder.Services.AddSingleton<Sweeper>();
        builder.Services.AddSingleton<PostStore>();
        builder.Services.AddSingleton<PostEditor>();
        builder.Services.AddSingleton<PostPublisher>();
        return builder;
    }
}
