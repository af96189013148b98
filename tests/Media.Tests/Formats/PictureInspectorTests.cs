using System.Text;
using MyArch.Media.Formats;

namespace MyArch.Media.Tests.Formats;

public sealed class PictureInspectorTests(RealPictures real) : IClassFixture<RealPictures>
{
    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "PNG, 30,000 pixels wide and high", TestPictures.Png(TestPictures.Header(30_000, 30_000), TestPictures.Chunk("IDAT", [1])), "too large" },
        { "PNG, sides that overflow a product", TestPictures.Png(TestPictures.Header(int.MaxValue, int.MaxValue), TestPictures.Chunk("IDAT", [1])), "too large" },
        { "PNG, width 0", TestPictures.Png(TestPictures.Header(0, 7), TestPictures.Chunk("IDAT", [1])), "damaged" },
        { "PNG, negative width", TestPictures.Png(TestPictures.Header(-5, 7), TestPictures.Chunk("IDAT", [1])), "too large" },
        { "PNG, no data", TestPictures.Png(TestPictures.Header(7, 7)), "damaged" },
        { "PNG, data before the header", TestPictures.Png(TestPictures.Chunk("IDAT", [1]), TestPictures.Header(7, 7)), "damaged" },
        { "PNG, two headers", TestPictures.Png(TestPictures.Header(7, 7), TestPictures.Header(7, 7), TestPictures.Chunk("IDAT", [1])), "damaged" },
        { "PNG, a colour type that does not exist", TestPictures.Png(TestPictures.Header(7, 7, colour: 5), TestPictures.Chunk("IDAT", [1])), "damaged" },
        { "PNG, 3 bits of colour", TestPictures.Png(TestPictures.Header(7, 7, depth: 3), TestPictures.Chunk("IDAT", [1])), "damaged" },
        { "PNG, 2,000 frames", TestPictures.Png([TestPictures.Header(7, 7), .. Enumerable.Repeat(TestPictures.Chunk("fcTL", new byte[26]), 2000), TestPictures.Chunk("IDAT", [1])]), "too large" },
        { "GIF, 5,000 frames", TestPictures.Gif(10, 10, 5000), "too large" },
        { "GIF, large frames that are many", TestPictures.Gif(5000, 5000, 100), "too large" },
        { "GIF, no frame", TestPictures.Gif(10, 10, 0), "damaged" },
        { "GIF, 60,000 pixels wide", TestPictures.Gif(60_000, 1, 1), "too large" },
        { "GIF, a frame outside", [.. TestPictures.Gif(0x101, 1, 1).Select(static (value, at) => at is 7 ? (byte)0 : at is 6 ? (byte)0 : value)], "damaged" },
        { "JPEG, 65,500 pixels wide and high", TestPictures.Jpeg(65_500, 65_500), "too large" },
        { "JPEG, height 0", TestPictures.Jpeg(5, 0), "damaged" },
        { "JPEG, 1,000 scans", TestPictures.Jpeg(500, 500, 1000), "too large" },
        { "JPEG, no scan", TestPictures.Jpeg(500, 500, 0), "damaged" },
        { "JPEG, only its beginning", [0xFF, 0xD8, 0xFF], "damaged" },
        { "WebP, 16,384 pixels wide and high", TestPictures.WebP(16_384, 16_384), "too large" },
        { "WebP, longer than the file", [.. "RIFF"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. "WEBPVP8L"u8], "damaged" },
    };

    [Theory]
    [MemberData(nameof(RealPictures.Names), MemberType = typeof(RealPictures))]
    public void A_picture_that_a_real_program_has_written_is_taken_with_its_size(string name)
    {
        var inspection = Inspect(real[name]);

        inspection.Refusal.ShouldBeNull();
        inspection.Format!.Extension.ShouldBe(Path.GetExtension(name));
        inspection.Size.ShouldBe(new PictureSize(RealPictures.Width, RealPictures.Height, name.StartsWith("animated", StringComparison.Ordinal) ? 3 : 1));
    }

    [Theory]
    [MemberData(nameof(RealPictures.Names), MemberType = typeof(RealPictures))]
    public void No_beginning_of_a_picture_is_taken_for_the_whole(string name)
    {
        var file = real[name];

        Enumerable.Range(0, file.Length).Where(length => Inspect(file[..length]).Size is not null).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(RealPictures.Names), MemberType = typeof(RealPictures))]
    public void What_comes_after_the_end_changes_nothing(string name)
    {
        Inspect([.. real[name], .. "<html><script>alert(1)</script>"u8]).Size.ShouldBe(Inspect(real[name]).Size);
    }

    [Theory]
    [InlineData("plain.png")]
    [InlineData("interlaced.png")]
    [InlineData("palette.png")]
    public void Any_changed_byte_of_a_PNG_is_noticed(string name)
    {
        var file = real[name];

        // One bit of each byte; the last chunk has no data, and its length is checked by nothing but the end of the file.
        Enumerable.Range(0, file.Length).Where(at => Inspect([.. file[..at], (byte)(file[at] ^ 0x10), .. file[(at + 1)..]]).Size is not null).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_picture_that_is_damaged_or_too_large_is_refused_without_decoding_it(string what, byte[] file, string because)
    {
        var inspection = Inspect(file);

        inspection.Format.ShouldNotBeNull(what);
        inspection.Size.ShouldBeNull(what);
        inspection.Refusal.ShouldNotBeNull().ShouldContain(because);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("\uFEFF<!doctype html>")]
    [InlineData("GIF88a, or nearly so")]
    [InlineData("RIFF\u0010\0\0\0WAVEfmt ")]
    [InlineData("BM, a bitmap of Windows")]
    [InlineData("%PDF-1.7")]
    public void What_is_no_picture_has_no_format(string content)
    {
        var inspection = Inspect(Encoding.UTF8.GetBytes(content));

        inspection.Format.ShouldBeNull();
        inspection.Refusal.ShouldNotBeNull().ShouldContain("JPEG, PNG, GIF and WebP");
    }

    [Fact]
    public void A_GIF_that_is_HTML_too_is_a_GIF()
    {
        var inspection = Inspect(TestPictures.Gif(10, 10, 1, "<script>alert(document.domain)</script>"));

        inspection.Format.ShouldBe(PictureFormat.Gif);
        inspection.Size.ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(RealPictures.Names), MemberType = typeof(RealPictures))]
    public void Whatever_happens_to_a_file_the_inspector_ends_with_an_answer(string name)
    {
        var file = real[name];
        var random = new Random(4);
        for (var round = 0; round < 5_000; round++)
        {
            var damaged = Damage(file, random);

            var inspection = Inspect(damaged);

            (inspection.Size is null).ShouldBe(inspection.Refusal is not null, Convert.ToHexString(damaged));
            if (inspection.Size is { } size)
            {
                size.Width.ShouldBeInRange(1, PictureLimits.Side);
                size.Height.ShouldBeInRange(1, PictureLimits.Side);
                ((long)size.Width * size.Height).ShouldBeLessThanOrEqualTo(PictureLimits.Pixels);
            }
        }
    }

    private static byte[] Damage(byte[] file, Random random)
    {
        List<byte> damaged = [.. file];
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            // Headers are hit more often than data.
            var at = random.Next(random.Next(2) == 0 ? Math.Min(damaged.Count, 80) : damaged.Count);
            switch (random.Next(5))
            {
                case 0:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    damaged[at] = (byte[])[0, 1, 0x7F, 0x80, 0xFF] is var edges ? edges[random.Next(edges.Length)] : (byte)0;
                    break;
                case 2 when damaged.Count > 40:
                    damaged.RemoveRange(at, Math.Min(random.Next(1, 20), damaged.Count - at));
                    damaged.Add(0);
                    break;
                case 3:
                    damaged.InsertRange(at, damaged.GetRange(0, Math.Min(random.Next(1, 60), damaged.Count)));
                    break;
                default:
                    damaged.RemoveRange(Math.Max(1, at), damaged.Count - Math.Max(1, at));
                    break;
            }
        }

        return [.. damaged];
    }

    private static PictureInspection Inspect(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return PictureInspector.Inspect(stream);
    }
}
