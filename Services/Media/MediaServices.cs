using MyArch.Media.Posts;
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
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, MediaContracts.Default));
        builder.Services.AddSingleton<PostStore>();
        return builder;
    }
}
