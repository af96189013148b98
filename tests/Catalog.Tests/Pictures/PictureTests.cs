using System.Text;
using System.Xml;
using System.Xml.Linq;
using MyArch.Catalog.Pictures;

namespace MyArch.Catalog.Tests.Pictures;

public sealed class PictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Every_category_in_every_colour_is_a_well_formed_picture_of_its_own()
    {
        var pictures = from category in Drawings.Categories from colour in Colours.Names select Picture.Draw("Plain", category, colour);

        var texts = pictures.Select(static picture =>
        {
            Parse(picture).Descendants(Svg + "path").Count().ShouldBeGreaterThan(1);
            return Encoding.UTF8.GetString(picture);
        }).ToList();

        texts.Distinct().Count().ShouldBe(texts.Count);
        texts.ShouldAllBe(static text => !text.Contains('{'));
    }

    [Theory]
    [InlineData("Harbour Striped T-Shirt", "rect")]
    [InlineData("harbour DOTTED t-shirt", "circle")]
    [InlineData("Checked", "rect")]
    public void A_pattern_in_the_name_is_a_pattern_on_the_cloth(string name, string element) =>
        Parse(Picture.Draw(name, "t-shirts", "navy")).Descendants(Svg + "pattern").Single().Descendants(Svg + element).ShouldNotBeEmpty();

    [Fact]
    public void A_plain_name_has_no_pattern() => Parse(Picture.Draw("Harbour", "t-shirts", "navy")).Descendants(Svg + "pattern").ShouldBeEmpty();

    [Theory]
    [InlineData("</title><script>alert(1)</script>")]
    [InlineData("\"quotes\" & 'apostrophes' <![CDATA[ ]]> <!-- -->")]
    [InlineData("{0} {base} {dark}")]
    [InlineData("Grüße aus 東京 🧥")]
    [InlineData("\u0001\u0000\uFFFE\uFFFF\u000B kept")]
    public void Whatever_the_name_the_picture_is_well_formed_and_says_the_name(string name)
    {
        var picture = Parse(Picture.Draw(name, "caps", "red"));

        picture.Descendants(Svg + "script").ShouldBeEmpty();
        picture.Root!.Element(Svg + "title")!.Value.ShouldBe(string.Concat(name.EnumerateRunes().Where(static rune => rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value))) + ", red");
    }

    [Fact]
    public void The_same_item_gives_the_same_bytes_and_tag_and_another_one_does_not()
    {
        var one = Picture.Draw("Linden", "jeans", "blue");

        Picture.Draw("Linden", "jeans", "blue").ShouldBe(one);
        Picture.TagOf(one).ShouldBe(Picture.TagOf(Picture.Draw("Linden", "jeans", "blue")));
        Picture.TagOf(one).ShouldNotBe(Picture.TagOf(Picture.Draw("Linden", "jeans", "black")));
    }

    [Fact]
    public void What_a_newer_version_has_brought_is_drawn_as_a_hanger_in_grey() =>
        Picture.Draw("Future", "gloves", "infrared").ShouldNotBeEmpty();

    private static XDocument Parse(byte[] picture)
    {
        using var stream = new MemoryStream(picture);
        return XDocument.Load(stream);
    }
}
