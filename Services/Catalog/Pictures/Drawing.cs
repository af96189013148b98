namespace MyArch.Catalog.Pictures;

/// <summary>How the garments of one category are drawn, on a square of 400 by 400.</summary>
/// <param name="Body">The silhouette as path data. It is filled with the cloth and cut out of the pattern, and shaded like something that hangs.</param>
/// <param name="Details">
/// What lies on top of it, as SVG elements: lines in the dark shade of the colour unless they say otherwise. <c>{base}</c>, <c>{dark}</c>,
/// <c>{deep}</c> and <c>{light}</c> stand for the shades.
/// </param>
internal sealed record Drawing(string Body, string Details);
