using System.Security;

namespace RefineWorkflows.Imaging.Native;

/// <summary>The ink of one line of text: how much of each pixel the letters cover, 0 to 255, row-major, cropped to the ink.</summary>
internal sealed record TextMask(int Width, int Height, byte[] Coverage)
{
    /// <summary>Draws text in DejaVu Sans bold.</summary>
    /// <param name="text">One line; taken literally.</param>
    /// <param name="size">Font size in pixels.</param>
    public static TextMask Draw(string text, int size)
    {
        using var draw = new VipsOperation("text");
        // at 72 dpi a point is a pixel; the operation reads Pango mark-up
        using VipsImage ink = draw.Set("text", SecurityElement.Escape(text)).Set("font", $"DejaVu Sans Bold {size}").Set("dpi", 72).Run().TakeImage("out");
        return new TextMask(ink.Width, ink.Height, ink.ToBytes());
    }
}
