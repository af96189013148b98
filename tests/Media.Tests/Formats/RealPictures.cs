using System.Diagnostics;

namespace MyArch.Media.Tests.Formats;

/// <summary>Pictures of 61 × 47 pixels as real programs write them: libvips, which makes the thumbnails too.</summary>
public sealed class RealPictures : IDisposable
{
    public const int Width = 61;
    public const int Height = 47;

    private static readonly (string Name, string Save)[] Kinds =
    [
        ("baseline.jpg", ""), ("progressive.jpg", "[interlace]"), ("restarts.jpg", "[restart-interval=2]"), ("plain.png", ""), ("interlaced.png", "[interlace]"), ("palette.png", "[palette]"),
        ("still.gif", ""), ("lossy.webp", ""), ("lossless.webp", "[lossless]"),
    ];

    private readonly TemporaryDirectory _folder = new();

    public RealPictures()
    {
        var picture = Noise("picture", Height);
        foreach (var (name, save) in Kinds)
        {
            Vips("copy", picture, _folder.Combine(name) + save);
        }

        // Three pages one below the other; of equal ones the WebP encoder makes one frame.
        var strip = Noise("strip", 3 * Height);
        Vips("gifsave", strip, _folder.Combine("animated.gif"), "--page-height", $"{Height}");
        Vips("webpsave", strip, _folder.Combine("animated.webp"), "--page-height", $"{Height}");
    }

    public static TheoryData<string> Names => [.. Kinds.Select(static kind => kind.Name), "animated.gif", "animated.webp"];

    public byte[] this[string name] => File.ReadAllBytes(_folder.Combine(name));

    public void Dispose() => _folder.Dispose();

    private string Noise(string name, int height)
    {
        var (raw, picture) = (_folder.Combine($"{name}-raw.v"), _folder.Combine($"{name}.v"));
        Vips("gaussnoise", raw, $"{Width}", $"{height}", "--mean", "128", "--sigma", "50", "--seed", "7");
        Vips("cast", raw, picture, "uchar");
        return picture;
    }

    private static void Vips(params string[] arguments)
    {
        using var vips = Process.Start(new ProcessStartInfo("vips", arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var errors = vips.StandardError.ReadToEnd();
        vips.WaitForExit();
        vips.ExitCode.ShouldBe(0, errors);
    }
}
