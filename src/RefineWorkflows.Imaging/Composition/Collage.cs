using System.Globalization;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Native;

namespace RefineWorkflows.Imaging.Composition;

/// <summary>All pictures of a run on one sheet, so that its way can be seen at a glance.</summary>
public static class Collage
{
    /// <summary>Longest side of a collage in pixels; the cells shrink to keep it.</summary>
    public const int LongestSide = 4096;

    private const int SmallestFont = 16;

    /// <summary>
    /// Lays the tiles out row by row in ⌈√n⌉ columns. Every cell is as wide as the widest and as high as the highest tile,
    /// scaled down together when the sheet would pass <see cref="LongestSide"/>; tiles of another size are stretched to the
    /// cell; cells left over are white. A badge on the top left of each names number and score, white on black, in a font
    /// of a cell's height / 18, at least 16 pixels. The same tiles give the same pixels.
    /// </summary>
    /// <param name="tiles">At least one, in the order in which they are shown.</param>
    public static RgbImage Compose(IReadOnlyList<CollageTile> tiles)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        if (tiles.Count == 0)
            throw new ArgumentException("A collage needs at least one picture; leave the file out when there is none.", nameof(tiles));
        int columns = (int)Math.Ceiling(Math.Sqrt(tiles.Count));
        int rows = (tiles.Count + columns - 1) / columns;
        (int cellWidth, int cellHeight) = Fit(tiles.Max(tile => tile.Image.Width), tiles.Max(tile => tile.Image.Height), columns, rows);

        int width = columns * cellWidth;
        var sheet = new byte[width * rows * cellHeight * 3];
        sheet.AsSpan().Fill(255);
        for (int index = 0; index < tiles.Count; index++)
        {
            int left = index % columns * cellWidth;
            int top = index / columns * cellHeight;
            RgbImage cell = PixelScaling.Resize(tiles[index].Image, cellWidth, cellHeight);
            for (int y = 0; y < cellHeight; y++)
                cell.Pixels.Slice(y * cellWidth * 3, cellWidth * 3).CopyTo(sheet.AsSpan(((top + y) * width + left) * 3));
            DrawBadge(sheet, width, left, top, cellWidth, cellHeight, tiles[index]);
        }

        return new RgbImage(width, rows * cellHeight, sheet);
    }

    private static (int Width, int Height) Fit(int width, int height, int columns, int rows)
    {
        double scale = Math.Min(1, Math.Min((double)LongestSide / columns / width, (double)LongestSide / rows / height));
        return (Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
    }

    private static void DrawBadge(byte[] sheet, int sheetWidth, int left, int top, int cellWidth, int cellHeight, CollageTile tile)
    {
        string number = string.Create(CultureInfo.InvariantCulture, $"#{tile.Number:00}");
        string text = tile.Score is { } score ? string.Create(CultureInfo.InvariantCulture, $"{number}  {score:0.#}/10") : number;
        int size = Math.Max(SmallestFont, cellHeight / 18);
        TextMask ink = TextMask.Draw(text, size);
        int padding = Math.Max(2, size / 3);
        int width = Math.Min(cellWidth, ink.Width + (2 * padding));
        int height = Math.Min(cellHeight, ink.Height + (2 * padding));
        for (int y = 0; y < height; y++)
        {
            int row = ((top + y) * sheetWidth + left) * 3;
            for (int x = 0; x < width; x++)
            {
                int inkX = x - padding;
                int inkY = y - padding;
                bool inside = inkX >= 0 && inkY >= 0 && inkX < ink.Width && inkY < ink.Height;
                sheet.AsSpan(row + (x * 3), 3).Fill(inside ? ink.Coverage[(inkY * ink.Width) + inkX] : (byte)0);
            }
        }
    }
}
