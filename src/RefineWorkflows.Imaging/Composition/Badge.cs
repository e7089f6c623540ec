using System.Globalization;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Imaging.Composition;

/// <summary>The label of a tile: <c>#07</c> or <c>#07  8.5/10</c>, white on black.</summary>
internal static class Badge
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    internal static string Text(CollageTile tile) => tile.Score is { } score
        ? string.Create(CultureInfo.InvariantCulture, $"#{tile.Number:D2}  {score:0.##}/10")
        : string.Create(CultureInfo.InvariantCulture, $"#{tile.Number:D2}");

    /// <summary>Draws a label for a cell; its font has 1/18 of the cell's height, and at least 16 px.</summary>
    internal static RgbImage Draw(CollageTile tile, int cellHeight)
    {
        var text = Text(tile);
        var font = Math.Max(16, cellHeight / 18);
        var padding = font / 3;
        var width = (int)Math.Ceiling(text.Sum(Advance) * font) + 2 * padding;
        var height = font * 7 / 5;
        return Codec.RenderSvg(
            string.Create(CultureInfo.InvariantCulture, $"""
                <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
                <rect width="{width}" height="{height}" fill="#000"/>
                <text x="{padding}" y="{font * 21 / 20}" font-family="DejaVu Sans" font-size="{font}" fill="#fff" xml:space="preserve">{text}</text>
                </svg>
                """),
            width, height);
    }

    // Advance widths of DejaVu Sans in em (units 2048): the SVG renderer does not tell how wide it drew.
    private static double Advance(char letter) => letter switch
    {
        '#' => 1716 / 2048.0,
        ' ' or '.' => 651 / 2048.0,
        '/' => 690 / 2048.0,
        '-' => 739 / 2048.0,
        _ => 1303 / 2048.0,
    };
}
