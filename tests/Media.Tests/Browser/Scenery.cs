using System.Diagnostics;
using System.IO.Compression;

namespace MyArch.Media.Tests.Browser;

/// <summary>Pictures that can be told apart by eye: a sun over hills, in the colours of a seed.</summary>
internal static class Scenery
{
    /// <summary>A PNG.</summary>
    public static byte[] Png(int width, int height, int seed)
    {
        var random = new Random(seed);
        var (sky, hill, sun) = (Colour(random, 150, 240), Colour(random, 30, 130), Colour(random, 200, 255));
        var (sunX, sunY, radius, wave) = (random.NextDouble() * width, height * 0.3, height * 0.14, 3 + (random.NextDouble() * 5));
        var rows = new byte[height * ((3 * width) + 1)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var isHill = y > height * (0.62 + (0.12 * Math.Sin(wave * x / width)) + (0.05 * Math.Sin(3 * wave * x / width)));
                var isSun = Math.Pow(x - sunX, 2) + Math.Pow(y - sunY, 2) < radius * radius;
                var light = isHill ? 1.3 - (0.6 * y / height) : 0.75 + (0.35 * y / height);
                var colour = isHill ? hill : isSun ? sun : sky;
                for (var channel = 0; channel < 3; channel++)
                {
                    rows[(y * ((3 * width) + 1)) + 1 + (3 * x) + channel] = (byte)Math.Clamp(colour[channel] * light, 0, 255);
                }
            }
        }

        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return TestPictures.Png(TestPictures.Header(width, height, colour: 2), TestPictures.Chunk("IDAT", data.ToArray()));
    }

    /// <summary>The thumbnail of a picture, by the program that the worker uses.</summary>
    public static async Task<byte[]> ThumbnailAsync(byte[] picture)
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllBytesAsync(folder.Combine("in.png"), picture);
        using var program = Process.Start("vipsthumbnail", [folder.Combine("in.png"), "--size", "640x640", "-o", folder.Combine("out.webp")]);
        await program.WaitForExitAsync();
        program.ExitCode.ShouldBe(0);
        return await File.ReadAllBytesAsync(folder.Combine("out.webp"));
    }

    private static int[] Colour(Random random, int from, int to) => [random.Next(from, to), random.Next(from, to), random.Next(from, to)];
}
