using System.Diagnostics;
using System.Security.Cryptography;

namespace MyArch.Worker.Handlers.Tests.Fixtures;

/// <summary>Pictures good and bad, made by libvips.</summary>
internal static class Pictures
{
    /// <summary>A picture with something on it, in the format of the ending.</summary>
    public static byte[] Make(string ending, int width, int height, int bands = 3)
    {
        using var folder = new TemporaryDirectory();
        var (noise, bytes, picture) = (folder.Combine("noise.v"), folder.Combine("bytes.v"), folder.Combine($"picture{ending}"));
        Vips("gaussnoise", noise, $"{width}", $"{height}", "--mean", "128", "--sigma", "40");
        Vips("cast", noise, bytes, "uchar");
        Vips("bandjoin", string.Join(' ', Enumerable.Repeat(bytes, bands)), picture);
        return File.ReadAllBytes(picture);
    }

    /// <summary>A small file of very many pixels.</summary>
    public static byte[] Bomb(int side)
    {
        using var folder = new TemporaryDirectory();
        Vips("black", folder.Combine("black.png[compression=6,bitdepth=1]"), $"{side}", $"{side}");
        return File.ReadAllBytes(folder.Combine("black.png"));
    }

    /// <summary>A GIF of many pictures.</summary>
    public static byte[] Animation(int frames)
    {
        using var folder = new TemporaryDirectory();
        Vips("black", folder.Combine("black.v"), "8", $"{8 * frames}");
        Vips("gifsave", folder.Combine("black.v"), folder.Combine("many.gif"), "--page-height", "8", "--interframe-maxerror", "0", "--reoptimise");
        return File.ReadAllBytes(folder.Combine("many.gif"));
    }

    public static string Hash(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private static void Vips(params string[] arguments)
    {
        var start = new ProcessStartInfo("vips", arguments) { UseShellExecute = false, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors);
    }
}
